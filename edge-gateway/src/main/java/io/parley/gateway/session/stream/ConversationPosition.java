package io.parley.gateway.session.stream;

import io.parley.avro.ConversationKind;
import io.parley.avro.Created;
import io.parley.avro.Deleted;
import io.parley.avro.Event;
import io.parley.avro.InboxEntry;
import io.parley.avro.Member;
import io.parley.avro.Message;
import io.parley.avro.MessagePreview;
import io.parley.avro.Renamed;

import java.time.Instant;

/**
 * Tracks the position of a session's stream in one conversation. Applies inbox entries and events, so that the session
 * can produce an up-to-date inbox entry at any time. For the session's event loop.
 *
 * <p>Sending a message counts as reading up to it, so a deletion after the read mark is of a counted message. At the
 * highest count the exact number is unknown: then the stream brings an entry as soon as deletions lower it.
 *
 * <p>After a crash the stream may repeat an older entry and the events after it: then these are counted again, while
 * the head doesn't move back.
 */
final class ConversationPosition {

    /** The highest count of unread messages. */
    private static final int MOST_UNREAD = 100;

    private ConversationKind kind = ConversationKind.GROUP;
    private String title;
    private String peer;
    private boolean large;
    private long head;
    private long read;
    private int unread;
    private Instant activeAt = Instant.EPOCH;

    /** The sequence up to which title and unread count are up to date. */
    private long appliedTo;

    /** Up to here a message may have been withheld, so that its deletion lowers nothing; too many are the lesser harm. */
    private long withheldUpTo;

    /** The stream's position; it never moves back. */
    long head() {
        return head;
    }

    boolean isLarge() {
        return large;
    }

    /** Whether the stream will bring this event; in a large group it may never do so. */
    boolean isComing(long sequence) {
        return !large && sequence > head;
    }

    void apply(InboxEntry entry) {
        kind = entry.getKind();
        title = entry.getTitle();
        peer = entry.getPeer();
        large = entry.getLarge();
        read = entry.getRead();
        unread = entry.getUnread();
        activeAt = entry.getActiveAt();
        appliedTo = entry.getHead();
        reach(appliedTo);
    }

    void apply(Event event, String userId) {
        long sequence = event.getSequence();
        reach(sequence);
        if (sequence <= appliedTo) {
            return;
        }
        appliedTo = sequence;
        activeAt = event.getSentAt();
        if (event.getBody() instanceof Created created) {
            apply(created, userId);
        } else if (event.getBody() instanceof Renamed renamed) {
            title = renamed.getTitle();
        } else if (event.getBody() instanceof Message) {
            message(sequence, event.getSenderId().equals(userId));
        } else if (event.getBody() instanceof Deleted deleted
                && deleted.getTarget() > Math.max(read, withheldUpTo)
                && unread < MOST_UNREAD) {
            unread = Math.max(0, unread - 1);
        }
    }

    /** Moves past an event whose sender the user has blocked: it counts as nothing. */
    void withheld(long sequence, Instant sentAt) {
        reach(sequence);
        if (sequence > appliedTo) {
            appliedTo = sequence;
            activeAt = sentAt;
            withheldUpTo = sequence;
        }
    }

    private void apply(Created created, String userId) {
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
     * Applies the open of a large group from this head on: of events since the last entry only the newest message is
     * known, and until the next entry all up to there count as messages.
     *
     * @param newestMessage 0 if there is none
     */
    void opened(long openedHead, long newestMessage) {
        long since = Math.max(appliedTo, read);
        if (newestMessage > since) {
            unread = (int) Math.min(MOST_UNREAD, unread + newestMessage - since);
        }
        appliedTo = Math.max(appliedTo, openedHead);
        reach(openedHead);
    }

    /** Moves the position without an event. */
    void reach(long sequence) {
        head = Math.max(head, sequence);
    }

    /**
     * The conversation's current inbox entry.
     *
     * @param preview its newest message; null if it isn't known
     */
    InboxEntry entry(String conversationId, MessagePreview preview) {
        return new InboxEntry(conversationId, kind, title, head, read, unread, large, peer, activeAt, preview);
    }
}
