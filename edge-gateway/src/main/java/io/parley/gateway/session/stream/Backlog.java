package io.parley.gateway.session.stream;

import io.parley.avro.MessagePreview;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Remembers the conversations with events that were withheld from a slow client, and the newest message among these.
 * Bounded by the number of the user's
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
    private final Map<String, MessagePreview> conversations = new LinkedHashMap<>();
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

    /** Adds a conversation with a withheld event. Returns whether the client falls behind. */
    boolean add(String conversationId, UnaryOperator<MessagePreview> preview) {
        conversations.put(conversationId, preview.apply(conversations.get(conversationId)));
        boolean begins = !behind;
        behind = true;
        return begins;
    }

    /** Removes a conversation. Returns whether events of it were withheld. */
    boolean remove(String conversationId) {
        boolean withheld = conversations.containsKey(conversationId);
        conversations.remove(conversationId);
        return withheld;
    }

    /** Takes the conversations whose heads are sent next, those that have waited longest first. */
    Map<String, MessagePreview> next(int most) {
        Map<String, MessagePreview> next = new LinkedHashMap<>();
        Iterator<Map.Entry<String, MessagePreview>> waiting =
                conversations.entrySet().iterator();
        while (waiting.hasNext() && next.size() < most) {
            Map.Entry<String, MessagePreview> first = waiting.next();
            next.put(first.getKey(), first.getValue());
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
