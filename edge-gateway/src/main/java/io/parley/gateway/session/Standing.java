package io.parley.gateway.session;

import io.parley.avro.ConversationKind;
import io.parley.avro.Created;
import io.parley.avro.Event;
import io.parley.avro.InboxEntry;
import io.parley.avro.Message;
import io.parley.avro.Renamed;

/**
 * One conversation as a session's stream has told it: the newest inbox entry, and the events since. So the session can say
 * at any time what an inbox would say. For the session's event loop.
 *
 * <p>After a crash the stream may repeat an older entry and the events after it: then these are counted again, while the
 * head stays where it was.
 */
final class Standing {

    /** More unread messages than these are not counted. */
    private static final int MOST_UNREAD = 100;

    private ConversationKind kind = ConversationKind.GROUP;
    private String title;
    private boolean large;
    private long head;
    private long read;
    private int unread;

    /** The sequence up to which title and unread messages are those of the stream. */
    private long told;

    /** How far the stream has come; it never goes back. */
    long head() {
        return head;
    }

    boolean isLarge() {
        return large;
    }

    /** Whether the stream is going to bring this event; of a large group it may never do so. */
    boolean isComing(long sequence) {
        return !large && sequence > head;
    }

    void tell(InboxEntry entry) {
        kind = entry.getKind();
        title = entry.getTitle();
        large = entry.getLarge();
        read = entry.getRead();
        unread = entry.getUnread();
        told = entry.getHead();
        reach(told);
    }

    void tell(Event event, String userId) {
        long sequence = event.getSequence();
        reach(sequence);
        if (sequence <= told) {
            return;
        }
        told = sequence;
        if (event.getBody() instanceof Created created) {
            kind = created.getKind();
            title = created.getTitle();
        } else if (event.getBody() instanceof Renamed renamed) {
            title = renamed.getTitle();
        } else if (event.getBody() instanceof Message
                && !event.getSenderId().equals(userId)
                && sequence > read
                && unread < MOST_UNREAD) {
            unread++;
        }
    }

    /** The stream has come as far as this, without saying by what. */
    void reach(long sequence) {
        head = Math.max(head, sequence);
    }

    /** What an inbox says now. */
    InboxEntry entry(String conversationId) {
        int now = large ? (int) Math.min(Math.max(0, head - read), Integer.MAX_VALUE) : unread;
        return new InboxEntry(conversationId, kind, title, head, read, now, large);
    }
}
