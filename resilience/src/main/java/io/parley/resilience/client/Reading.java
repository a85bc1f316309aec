package io.parley.resilience.client;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Remembers up to which number a user has seen each conversation without a gap, and asks {@code history} for what is
 * missing. Not thread-safe.
 */
final class Reading {

    private final Map<String, Progress> conversations = new TreeMap<>();
    private final Requests requests;

    /** Asks the gateway, or asks to be reminded. */
    interface Requests {

        /** Asks for a page of history; returns whether there is a connection to ask on. */
        boolean history(String conversation, long after, long through);

        /** Calls {@link Reading#catchUp} in a moment. */
        void later(String conversation);
    }

    private static final class Progress {

        private long seen;
        private long head;
        private long asked;
        private boolean asking;
    }

    Reading(Requests requests) {
        this.requests = requests;
    }

    /** Takes note of a conversation's head. */
    void head(String conversation, long head) {
        Progress known = progress(conversation);
        known.head = Math.max(known.head, head);
    }

    /** Takes note of an event. */
    void seen(String conversation, long sequence) {
        Progress known = progress(conversation);
        if (sequence == known.seen + 1) {
            known.seen = sequence;
        }
        known.head = Math.max(known.head, sequence);
    }

    /** Returns up to which number a page was asked for last. */
    long asked(String conversation) {
        return progress(conversation).asked;
    }

    /** Takes note of a page's end, and goes on if something is missing. */
    void pageEnded(String conversation, boolean more) {
        Progress known = progress(conversation);
        known.asking = false;
        if (more) {
            catchUp(conversation);
        } else if (known.seen < known.head) {
            requests.later(conversation);
        }
    }

    /** Asks for what is missing, unless that is asked for already. */
    void catchUp(String conversation) {
        Progress known = conversations.get(conversation);
        if (known != null && !known.asking && known.seen < known.head) {
            known.asked = known.head;
            known.asking = requests.history(conversation, known.seen, known.asked);
        }
    }

    /** Asks in a moment for what is missing then: mostly it is under way. */
    void catchUpLater(String conversation) {
        Progress known = progress(conversation);
        if (known.seen < known.head) {
            requests.later(conversation);
        }
    }

    /** Forgets a conversation of which the user is no member any more. */
    void forget(String conversation) {
        conversations.remove(conversation);
    }

    /** Forgets all but these. */
    void keep(Set<String> ids) {
        conversations.keySet().retainAll(ids);
    }

    /** Takes note that the connection is gone, and with it the answers. */
    void disconnected() {
        conversations.values().forEach(one -> one.asking = false);
    }

    /** Returns whether nothing is missing. */
    boolean isComplete() {
        return conversations.values().stream().noneMatch(one -> one.asking || one.seen < one.head);
    }

    private Progress progress(String conversation) {
        return conversations.computeIfAbsent(conversation, id -> new Progress());
    }
}
