package io.parley.gateway.session;

import io.parley.avro.ConversationKind;
import io.parley.avro.Created;
import io.parley.avro.Deleted;
import io.parley.avro.Event;
import io.parley.avro.InboxEntry;
import io.parley.avro.Member;
import io.parley.avro.Message;
import io.parley.avro.Renamed;

import java.time.Instant;

/**
 * One conversation as a session's stream has told it: the newest inbox entry, and the events since. So the session can say
 * at any time what an inbox would say. For the session's event loop.
 *
 * <p>Whoever sends a message has read up to it, so a deletion after the read mark is of a message that was counted. Once as
 * many are unread as are counted it isn't known how many more there were: then the stream brings an entry as soon as
 * deletions make them fewer.
 *
 * <p>After a crash the stream may repeat an older entry and the events after it: then these are counted again, while the
 * head stays where it was.
 */
final class Standing {

    /** More unread messages than these are not counted. */
    private static final int MOST_UNREAD = 100;

    private ConversationKind kind = ConversationKind.GROUP;
    private String title;
    private String peer;
    private boolean large;
    private long head;
    private long read;
    private int unread;
    private Instant activeAt = Instant.EPOCH;

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
        peer = entry.getPeer();
        large = entry.getLarge();
        read = entry.getRead();
        unread = entry.getUnread();
        activeAt = entry.getActiveAt();
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
        activeAt = event.getSentAt();
        if (event.getBody() instanceof Created created) {
            tell(created, userId);
        } else if (event.getBody() instanceof Renamed renamed) {
            title = renamed.getTitle();
        } else if (event.getBody() instanceof Message) {
            message(sequence, event.getSenderId().equals(userId));
        } else if (event.getBody() instanceof Deleted deleted && deleted.getTarget() > read && unread < MOST_UNREAD) {
            unread = Math.max(0, unread - 1);
        }
    }

    private void tell(Created created, String userId) {
        kind = created.getKind();
        title = created.getTitle();
        if (kind == ConversationKind.DIRECT) {
            peer = created.getMembers().stream()
                    .map(Member::getUserId)
                    .filter(member -> !member.equals(userId))
                    .findFirst()
                    .orElse(null);
        }
    }

    private void message(long sequence, boolean own) {
        if (own) {
            read = Math.max(read, sequence);
            unread = 0;
        } else if (sequence > read) {
            unread = Math.min(MOST_UNREAD, unread + 1);
        }
    }

    /**
     * A large group is open from this head on: what came since the last entry is known by its newest message alone, and counts
     * until the next entry as if all up to there were messages.
     *
     * @param newestMessage 0 if there is none
     */
    void open(long openedHead, long newestMessage) {
        long since = Math.max(told, read);
        if (newestMessage > since) {
            unread = (int) Math.min(MOST_UNREAD, unread + newestMessage - since);
        }
        told = Math.max(told, openedHead);
        reach(openedHead);
    }

    /** The stream has come as far as this, without saying by what. */
    void reach(long sequence) {
        head = Math.max(head, sequence);
    }

    /** What an inbox says now. */
    InboxEntry entry(String conversationId) {
        return new InboxEntry(conversationId, kind, title, head, read, unread, large, peer, activeAt);
    }
}
