package io.parley.topologies.delivery;

import io.parley.avro.ConversationKind;
import io.parley.avro.Event;
import io.parley.avro.InboxEntry;
import io.parley.avro.Message;
import io.parley.avro.Removed;
import io.parley.avro.Renamed;
import io.parley.avro.internal.InboxState;
import io.parley.avro.internal.Joining;
import io.parley.avro.internal.LargeHead;
import io.parley.avro.internal.Notified;

import java.time.Instant;

/**
 * One conversation in one user's inbox. Immutable. Events are applied by sequence, so a repeat changes nothing.
 *
 * <p>Unread are the messages of others after the read mark. The sequences of the newest {@value UnreadMessages#MOST}
 * are kept, so that the count is exact below that wherever the read mark moves to, and {@value UnreadMessages#MOST} means
 * "or more". In a
 * large group, whose events don't come one by one, unread is what lies between the read mark and the head.
 *
 * @param title null where there is none
 * @param head sequence of the newest event that came for the user; once they left, of the event by which they did
 * @param read sequence up to which the user has read; one who joins has read what was there before
 * @param unread in a large group those of before it was large
 * @param newestAtMs when the newest message of somebody else was sent, in ms of the log's clock; 0 if none came
 * @param notified the message that the user was last notified of; null if of none. It stays when the notification is taken
 *     back, since a repeat has to take it back again
 * @param leftAt when the user ceased to be a member, by the log's clock; null while they are one
 */
record InboxConversation(
        ConversationKind kind,
        String title,
        boolean large,
        long head,
        long read,
        UnreadMessages unread,
        long newestAtMs,
        Notified notified,
        Instant leftAt) {

    /** As it is for one who joins, just before the event by which they do. */
    static InboxConversation joined(Joining joining, long sequence) {
        return joined(joining, sequence, null);
    }

    /** @param earlier the row of an earlier stay; null if there is none */
    static InboxConversation joined(Joining joining, long sequence, InboxConversation earlier) {
        long before = sequence - 1;
        return new InboxConversation(
                joining.getKind(),
                joining.getTitle(),
                joining.getLarge(),
                before,
                before,
                UnreadMessages.none(before),
                0,
                earlier == null ? null : earlier.notified,
                null);
    }

    boolean isMember() {
        return leftAt == null;
    }

    boolean hasPassed(long sequence) {
        return head >= sequence;
    }

    boolean isUnread(long sequence) {
        return isMember() && sequence > read;
    }

    /** Whether the newest message of somebody else came at this time or later, and is unread. */
    boolean hasUnreadSince(Instant time) {
        return isMember() && !unread.isEmpty() && newestAtMs >= time.toEpochMilli();
    }

    /** Only where there is one. */
    long newestUnread() {
        return unread.newest();
    }

    boolean isNotifiedOf(long sequence) {
        return notified != null && notified.getSequence() == sequence;
    }

    /** With the user notified of this message, unless they were of it or a later one. */
    InboxConversation notifiedOf(Notice notice) {
        return notified != null && notified.getSequence() >= notice.sequence()
                ? this
                : new InboxConversation(
                        kind,
                        title,
                        large,
                        head,
                        read,
                        unread,
                        newestAtMs,
                        new Notified(notice.sequence(), notice.hasText()),
                        leftAt);
    }

    /**
     * Whether the notification has to be taken back when the user has read up to this sequence: by the read that covers it
     * first, and by each one that repeats a mark, since the first time may have been lost.
     */
    boolean withdrawsWhenRead(long sequence) {
        return notified != null
                && notified.getSequence() <= sequence
                && (notified.getSequence() > read || sequence <= read);
    }

    InboxConversation after(Event event, String userId) {
        long sequence = event.getSequence();
        if (!isMember() || hasPassed(sequence)) {
            return this;
        }
        if (event.getBody() instanceof Removed removed && removed.getMembers().contains(userId)) {
            return new InboxConversation(
                    kind, title, large, sequence, read, UnreadMessages.none(read), 0, notified, event.getSentAt());
        }
        String newTitle = event.getBody() instanceof Renamed renamed ? renamed.getTitle() : title;
        boolean counts = !large
                && event.getBody() instanceof Message
                && !event.getSenderId().equals(userId)
                && sequence > read;
        return new InboxConversation(
                kind,
                newTitle,
                large,
                sequence,
                read,
                counts ? unread.with(sequence) : unread,
                counts ? event.getSentAt().toEpochMilli() : newestAtMs,
                notified,
                null);
    }

    /** With the read mark moved forward to this sequence; it never moves back. */
    InboxConversation readUpTo(long sequence) {
        return sequence <= read
                ? this
                : new InboxConversation(
                        kind, title, large, head, sequence, unread.after(sequence), newestAtMs, notified, leftAt);
    }

    /** As that of a large group, which the conversation has become. */
    InboxConversation grown() {
        return large
                ? this
                : new InboxConversation(kind, title, true, head, read, unread, newestAtMs, notified, leftAt);
    }

    /** In a large group, with what its members' partition has heard of it. */
    InboxConversation raised(LargeHead known) {
        return new InboxConversation(
                kind,
                known.getTitle(),
                large,
                Math.max(head, known.getHead()),
                read,
                unread,
                newestAtMs,
                notified,
                leftAt);
    }

    /** As in the entry, {@value UnreadMessages#MOST} at most; never 0, which would take a notification back. */
    int unreadForPush() {
        long count = large ? Math.max(head, read) - read : unread.count();
        return (int) Math.max(1, Math.min(UnreadMessages.MOST, count));
    }

    InboxEntry entry(String conversationId) {
        if (!large) {
            return new InboxEntry(conversationId, kind, title, head, read, unread.count(), false);
        }
        // The read mark may be ahead of the last hint: the user has seen more of it live.
        long newest = Math.max(head, read);
        return new InboxEntry(conversationId, kind, title, newest, read, (int) (newest - read), true);
    }

    static InboxConversation of(InboxState state) {
        return new InboxConversation(
                state.getKind(),
                state.getTitle(),
                state.getLarge(),
                state.getHead(),
                state.getRead(),
                UnreadMessages.of(state.getRead(), state.getUnreadSteps()),
                state.getNewestAtMs(),
                state.getNotified(),
                state.getLeftAt());
    }

    InboxState toState() {
        return new InboxState(kind, title, large, head, read, unread.steps(), leftAt, newestAtMs, notified);
    }
}
