package io.parley.gateway.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a client that reads too slowly has to make up for: of each conversation only that there is something. It is bounded
 * by the conversations of the user, whatever happens in them. For the session's event loop.
 *
 * <pre>
 *          something to be sent, too much unsent            all is told
 *   level ───────────────────────────────────────► behind ─────────────► level
 *                                                    │  too much unsent for too long
 *                                                    ▼
 *                                                 overdue
 * </pre>
 */
final class Backlog {

    private final long patience;
    private final Set<String> conversations = new LinkedHashSet<>();
    private boolean behind;
    private boolean stuck;
    private long stuckSince;

    /** @param patience how long too much may be unsent at a stretch */
    Backlog(Duration patience) {
        this.patience = patience.toNanos();
    }

    boolean isBehind() {
        return behind;
    }

    /** Notes that something of these conversations was withheld. Whether that is the beginning of it. */
    boolean add(Collection<String> withheld) {
        conversations.addAll(withheld);
        boolean begins = !behind;
        behind = true;
        return begins;
    }

    /** Forgets a conversation. Whether there was something of it to tell. */
    boolean remove(String conversationId) {
        return conversations.remove(conversationId);
    }

    /** Takes out the conversations of which to tell next; those that have waited longest first. */
    List<String> next(int most) {
        List<String> next = new ArrayList<>(Math.min(most, conversations.size()));
        Iterator<String> waiting = conversations.iterator();
        while (waiting.hasNext() && next.size() < most) {
            next.add(waiting.next());
            waiting.remove();
        }
        return next;
    }

    /** Draws level if nothing is left to tell. Whether that is the end of being behind. */
    boolean drawLevel() {
        boolean ends = behind && conversations.isEmpty();
        if (ends) {
            behind = false;
        }
        return ends;
    }

    /** The session's end. Whether it was behind. */
    boolean clear() {
        conversations.clear();
        return drawLevel();
    }

    /** The client has read enough for more to be sent. */
    void readOn() {
        stuck = false;
    }

    /** Whether too much has been unsent for too long. To be asked every now and then, with the time in nanoseconds. */
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
