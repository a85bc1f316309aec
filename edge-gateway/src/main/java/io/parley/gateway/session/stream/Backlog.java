package io.parley.gateway.session.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Remembers the conversations with events that were withheld from a slow client. Bounded by the number of the user's
 * conversations. For the session's event loop.
 *
 * <pre>
 *              an event is withheld                 every head was sent
 *   caught up ───────────────────────────► behind ───────────────────────► caught up
 *                                            │  not writable for too long
 *                                            ▼
 *                                         overdue
 * </pre>
 */
final class Backlog {

    private final long patience;
    private final Set<String> conversations = new LinkedHashSet<>();
    private boolean behind;
    private boolean stuck;
    private long stuckSince;

    /** @param patience the longest time for which the client may be unwritable */
    Backlog(Duration patience) {
        this.patience = patience.toNanos();
    }

    boolean isBehind() {
        return behind;
    }

    /** Adds conversations with withheld events. Returns whether the client falls behind. */
    boolean add(Collection<String> withheld) {
        conversations.addAll(withheld);
        boolean begins = !behind;
        behind = true;
        return begins;
    }

    /** Removes a conversation. Returns whether events of it were withheld. */
    boolean remove(String conversationId) {
        return conversations.remove(conversationId);
    }

    /** Takes the conversations whose heads are sent next, those that have waited longest first. */
    List<String> next(int most) {
        List<String> next = new ArrayList<>(Math.min(most, conversations.size()));
        Iterator<String> waiting = conversations.iterator();
        while (waiting.hasNext() && next.size() < most) {
            next.add(waiting.next());
            waiting.remove();
        }
        return next;
    }

    /** Ends the backlog if no conversation is left. Returns whether it ended now. */
    boolean caughtUp() {
        boolean ends = behind && conversations.isEmpty();
        if (ends) {
            behind = false;
        }
        return ends;
    }

    /** Ends with the session. Returns whether the client was behind. */
    boolean clear() {
        conversations.clear();
        return caughtUp();
    }

    /** The client has read enough for more to be sent. */
    void writable() {
        stuck = false;
    }

    /** Whether the client has been unwritable for too long. To be called periodically, with the time in nanoseconds. */
    boolean isOverdue(boolean writable, long now) {
        if (writable) {
            stuck = false;
        } else if (!stuck) {
            stuck = true;
            stuckSince = now;
        }
        return stuck && now - stuckSince >= patience;
    }
}
