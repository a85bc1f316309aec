package io.parley.gateway.session.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Remembers the conversations of which a slow client was not sent everything. Bounded by the user's conversations,
 * however many events they have. For the session's event loop.
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

    /** @param patience how long the client may be not writable at a stretch */
    Backlog(Duration patience) {
        this.patience = patience.toNanos();
    }

    boolean isBehind() {
        return behind;
    }

    /** Adds conversations of which something was withheld. Whether the client falls behind by it. */
    boolean add(Collection<String> withheld) {
        conversations.addAll(withheld);
        boolean begins = !behind;
        behind = true;
        return begins;
    }

    /** Removes a conversation. Whether something of it was withheld. */
    boolean remove(String conversationId) {
        return conversations.remove(conversationId);
    }

    /** Takes out the conversations whose heads are sent next, those that have waited longest first. */
    List<String> next(int most) {
        List<String> next = new ArrayList<>(Math.min(most, conversations.size()));
        Iterator<String> waiting = conversations.iterator();
        while (waiting.hasNext() && next.size() < most) {
            next.add(waiting.next());
            waiting.remove();
        }
        return next;
    }

    /** Ends being behind if no conversation is left. Whether it ended now. */
    boolean caughtUp() {
        boolean ends = behind && conversations.isEmpty();
        if (ends) {
            behind = false;
        }
        return ends;
    }

    /** The session's end. Whether it was behind. */
    boolean clear() {
        conversations.clear();
        return caughtUp();
    }

    /** The client has read enough for more to be sent. */
    void writable() {
        stuck = false;
    }

    /**
     * Whether the client has not been writable for too long. To be called periodically, with the time in nanoseconds.
     */
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
