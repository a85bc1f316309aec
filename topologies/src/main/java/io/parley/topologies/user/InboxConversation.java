package io.parley.topologies.user;

import io.parley.avro.ConversationKind;
import io.parley.avro.Created;
import io.parley.avro.Deleted;
import io.parley.avro.Event;
import io.parley.avro.InboxEntry;
import io.parley.avro.Joining;
import io.parley.avro.LargeHead;
import io.parley.avro.Member;
import io.parley.avro.Message;
import io.parley.avro.Removed;
import io.parley.avro.Renamed;
import io.parley.avro.internal.InboxState;
import io.parley.avro.internal.Notified;
import io.parley.topologies.parts.Notice;
import io.parley.topologies.parts.UnreadMessages;

import java.time.Instant;

/**
 * One conversation in one user's inbox. Immutable. Events are applied by sequence, so a repeat changes nothing.
 *
 * <p>Unread are the messages of others after the read mark that are not deleted. Who sends a message has read up to it, so
 * nobody's own are ever among them, and a large group, whose events don't come one by one, has one list of its messages for
 * all members: {@link #raised} adds it.
 *
 * @param title null where there is none
 * @param peer the other one of a direct conversation; null in a group. It is taken from the event that created it, and kept in
 *     the row: the conversation's id can't be turned back into the two users, and nothing else here says who they are
 * @param head sequence of the newest event that came for the user; once they left, of the event by which they did
 * @param read sequence up to which the user has read; one who joins has read what was there before
 * @param unread in the row of a large group those of before it was large
 * @param activeAtMs when the event that is the head was sent, in ms of the log's clock
 * @param newestAtMs when the newest message of somebody else was sent, in ms of the log's clock; 0 if none came
 * @param notified the message that the user was last notified of; null if of none. It stays when the notification is taken
 *     back, since a repeat has to take it back again
 * @param leftAt when the user ceased to be a member, by the log's clock; null while they are one
 */
record InboxConversation(
        ConversationKind kind,
        String title,
        String peer,
        boolean large,
        long head,
        long read,
        UnreadMessages unread,
        long activeAtMs,
        long newestAtMs,
        Notified notified,
        Instant leftAt) {

    /** As it is for one who joins, just before the event by which they do. */
    static InboxConversation joined(Joining joining, Event event, String userId) {
        return joined(joining, event, userId, null);
    }

    /** @param earlier the row of an earlier stay; null if there is none */
    static InboxConversation joined(Joining joining, Event event, String userId, InboxConversation earlier) {
        long before = event.getSequence() - 1;
        return new InboxConversation(
                joining.getKind(),
                joining.getTitle(),
                joining.getKind() == ConversationKind.DIRECT ? otherThan(userId, event) : null,
                joining.getLarge(),
                before,
                before,
                UnreadMessages.none(before),
                event.getSentAt().toEpochMilli(),
                0,
                earlier == null ? null : earlier.notified,
                null);
    }

    private static String otherThan(String userId, Event event) {
        return event.getBody() instanceof Created created
                ? created.getMembers().stream()
                        .map(Member::getUserId)
                        .filter(member -> !member.equals(userId))
                        .findFirst()
                        .orElse(null)
                : null;
    }

    boolean isMember() {
        return leftAt == null;
    }

    boolean hasPassed(long sequence) {
        return head >= sequence;
    }

    /** Whether a message of this sequence is worth a notification: it isn't read, and not all that is unread was deleted. */
    boolean isUnread(long sequence) {
        return isMember() && sequence > read && !unread.isEmpty();
    }

    /** Whether the newest message of somebody else came at this time or later, and is unread. */
    boolean hasUnreadSince(Instant time) {
        return isMember() && newestAtMs >= time.toEpochMilli() && !unread.isEmpty();
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
                        peer,
                        large,
                        head,
                        read,
                        unread,
                        activeAtMs,
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

    /** Whether the user was last notified of a message that was deleted, and has read all others. */
    boolean isNotifiedOfNothingUnread() {
        return notified != null && notified.getSequence() > read && unread.isEmpty();
    }

    /**
     * Whether the notification has to be taken back by a deletion of this sequence, which is applied already: it left nothing
     * unread. What came after it doesn't count, so that a repeat decides as the first time.
     */
    boolean withdrawsWhenDeleted(long sequence) {
        return isMember()
                && notified != null
                && notified.getSequence() < sequence
                && notified.getSequence() > read
                && !unread.hasUpTo(sequence);
    }

    InboxConversation after(Event event, String userId) {
        long sequence = event.getSequence();
        if (!isMember() || hasPassed(sequence)) {
            return this;
        }
        long sentAtMs = event.getSentAt().toEpochMilli();
        if (event.getBody() instanceof Removed removed && removed.getMembers().contains(userId)) {
            return new InboxConversation(
                    kind,
                    title,
                    peer,
                    large,
                    sequence,
                    read,
                    UnreadMessages.none(read),
                    sentAtMs,
                    0,
                    notified,
                    event.getSentAt());
        }
        boolean own = event.getSenderId().equals(userId);
        boolean sends = own && event.getBody() instanceof Message;
        boolean counts = !own && !large && event.getBody() instanceof Message && sequence > read;
        return new InboxConversation(
                kind,
                event.getBody() instanceof Renamed renamed ? renamed.getTitle() : title,
                peer,
                large,
                sequence,
                sends ? Math.max(read, sequence) : read,
                unreadAfter(event, sends, counts),
                sentAtMs,
                counts ? sentAtMs : newestAtMs,
                notified,
                null);
    }

    private UnreadMessages unreadAfter(Event event, boolean sends, boolean counts) {
        if (event.getBody() instanceof Deleted deleted) {
            return large ? withoutKept(deleted.getTarget()) : unread.without(deleted.getTarget());
        }
        if (sends && event.getSequence() > read) {
            return UnreadMessages.none(event.getSequence());
        }
        return counts ? unread.with(event.getSequence()) : unread;
    }

    /** A deletion in a large group may come here on two ways, so it counts only where it is known which message it was. */
    private UnreadMessages withoutKept(long sequence) {
        return unread.holds(sequence) ? unread.without(sequence) : unread;
    }

    /** In a large group, without a message of before it was large that was deleted. */
    InboxConversation without(long sequence) {
        return withUnread(withoutKept(sequence));
    }

    /** With the read mark moved forward to this sequence; it never moves back. */
    InboxConversation readUpTo(long sequence) {
        return sequence <= read
                ? this
                : new InboxConversation(
                        kind,
                        title,
                        peer,
                        large,
                        head,
                        sequence,
                        unread.after(sequence),
                        activeAtMs,
                        newestAtMs,
                        notified,
                        leftAt);
    }

    /** As that of a large group, which the conversation has become. */
    InboxConversation grown() {
        return large
                ? this
                : new InboxConversation(
                        kind, title, peer, true, head, read, unread, activeAtMs, newestAtMs, notified, leftAt);
    }

    /** In a large group, with what its members' partition has heard of it. */
    InboxConversation raised(LargeHead known) {
        UnreadMessages since = UnreadMessages.of(0, known.getMessageRuns()).after(read);
        return new InboxConversation(
                kind,
                known.getTitle(),
                peer,
                large,
                Math.max(head, known.getHead()),
                read,
                unread.with(since),
                Math.max(activeAtMs, known.getActiveAtMs()),
                newestAtMs,
                notified,
                leftAt);
    }

    private InboxConversation withUnread(UnreadMessages left) {
        return left.equals(unread)
                ? this
                : new InboxConversation(
                        kind, title, peer, large, head, read, left, activeAtMs, newestAtMs, notified, leftAt);
    }

    /** As in the entry. */
    int unreadForPush() {
        return unread.count();
    }

    InboxEntry entry(String conversationId) {
        // In a large group the read mark may be ahead of the last hint: the user has seen more of it live.
        long newest = large ? Math.max(head, read) : head;
        return new InboxEntry(
                conversationId,
                kind,
                title,
                newest,
                read,
                unread.count(),
                large,
                peer,
                Instant.ofEpochMilli(activeAtMs));
    }

    static InboxConversation of(InboxState state) {
        long activeAtMs = state.getActiveAtMs();
        long newestBeforeMs = state.getNewestBeforeMs();
        return new InboxConversation(
                state.getKind(),
                state.getTitle(),
                state.getPeer(),
                state.getLarge(),
                state.getHead(),
                state.getRead(),
                UnreadMessages.of(state.getRead(), state.getUnreadRuns()),
                activeAtMs,
                newestBeforeMs < 0 ? 0 : activeAtMs - newestBeforeMs,
                state.getNotified(),
                state.getLeftAt());
    }

    InboxState toState() {
        long newestBeforeMs = newestAtMs == 0 ? -1 : Math.max(0, activeAtMs - newestAtMs);
        return new InboxState(
                kind, title, peer, large, head, read, unread.runs(), leftAt, activeAtMs, newestBeforeMs, notified);
    }
}
