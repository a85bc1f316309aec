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
import io.parley.avro.MessagePreview;
import io.parley.avro.Removed;
import io.parley.avro.Renamed;
import io.parley.avro.internal.Notified;
import io.parley.topologies.parts.Notice;
import io.parley.topologies.parts.UnreadMessages;

import java.time.Instant;

/**
 * A conversation in one user's inbox. Immutable. Events are applied by sequence, so a repeat changes nothing.
 *
 * <p>Unread are the messages of others after the read mark that are not deleted. A sender has read up to their own
 * message, so a user's own are never among them. A large group, whose events don't come one by one, has one list of its
 * messages for all members: {@link #raised} adds it.
 *
 * @param title null if it has none
 * @param peer the other user of a direct conversation; null in a group. Taken from the event that created it, and kept
 *     in the row: the two users can't be derived from the conversation's id, and nothing else here has them
 * @param head sequence of the newest event for the user; once they left, of the event by which they left
 * @param read the read mark; a new member has read all earlier events
 * @param unread in the row of a large group those from before it was large
 * @param activeAtMs when the head's event was sent, in ms of the log's clock
 * @param newestAtMs when the newest message of another user was sent, in ms of the log's clock; 0 if there is none
 * @param notified the message that the user was last notified of; null if of none. It stays when the notification is
 *     withdrawn, since a repeat has to withdraw it again
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

    /**
     * Makes the row of a new member, just before the event by which they join.
     *
     * @param earlier the row of an earlier stay; null if there is none
     */
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

    /** Whether this message is worth a notification: it is unread, and unread messages are left. */
    boolean isUnread(long sequence) {
        return isMember() && sequence > read && !unread.isEmpty();
    }

    /** Whether the newest message of another user was sent at this time or later, and is unread. */
    boolean hasUnreadSince(Instant time) {
        return isMember() && newestAtMs >= time.toEpochMilli() && !unread.isEmpty();
    }

    /** Call it only if there is one. */
    long newestUnread() {
        return unread.newest();
    }

    boolean isNotifiedOf(long sequence) {
        return notified != null && notified.getSequence() == sequence;
    }

    /** Returns the row with the user notified of this message, unless already notified of it or a later one. */
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
     * Whether reading up to this sequence withdraws the notification: the read that covers it first does, and each one
     * that repeats a mark, since the first withdrawal may be lost.
     */
    boolean withdrawsWhenRead(long sequence) {
        return notified != null
                && notified.getSequence() <= sequence
                && (notified.getSequence() > read || sequence <= read);
    }

    /** Whether the user was last notified of a deleted message, and has read all others. */
    boolean isNotifiedOfNothingUnread() {
        return notified != null && notified.getSequence() > read && unread.isEmpty();
    }

    /**
     * Whether the deletion of this sequence, which is already applied, withdraws the notification: it left nothing
     * unread. Later messages don't count, so that a repeat decides like the first time.
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
        boolean counts = !large && sequence > read && !own && event.getBody() instanceof Message;
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

    /** Moves the head to an event of which the user gets the place alone: it counts as nothing. */
    InboxConversation passed(Event event) {
        return !isMember() || hasPassed(event.getSequence())
                ? this
                : new InboxConversation(
                        kind,
                        title,
                        peer,
                        large,
                        event.getSequence(),
                        read,
                        unread,
                        event.getSentAt().toEpochMilli(),
                        newestAtMs,
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

    /** In a large group a deletion may arrive on two routes, so it counts only if it is known which message it was. */
    private UnreadMessages withoutKept(long sequence) {
        return unread.holds(sequence) ? unread.without(sequence) : unread;
    }

    /** In a large group, removes a deleted message from before it was large. */
    InboxConversation without(long sequence) {
        return withUnread(withoutKept(sequence));
    }

    /** Moves the read mark forward to this sequence; it never moves back. */
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

    /** Returns the row in the form of a large group, which the conversation has become. */
    InboxConversation grown() {
        return large
                ? this
                : new InboxConversation(
                        kind, title, peer, true, head, read, unread, activeAtMs, newestAtMs, notified, leftAt);
    }

    /** In a large group, adds the state that the members' partition knows. */
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

    /** @param preview the conversation's newest message; null if none is known */
    InboxEntry entry(String conversationId, MessagePreview preview) {
        // In a large group the read mark may be ahead of the last head update: the user has seen later events live.
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
                Instant.ofEpochMilli(activeAtMs),
                preview);
    }
}
