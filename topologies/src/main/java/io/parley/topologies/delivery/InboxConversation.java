package io.parley.topologies.delivery;

import io.parley.avro.ConversationKind;
import io.parley.avro.Event;
import io.parley.avro.InboxEntry;
import io.parley.avro.Message;
import io.parley.avro.Removed;
import io.parley.avro.Renamed;
import io.parley.avro.internal.InboxState;
import io.parley.avro.internal.Joining;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One conversation in one user's inbox. Immutable. Events are applied by sequence, so a repeat changes nothing.
 *
 * <p>Unread are the messages of others after the read mark. The sequences of the newest {@value #MOST_UNREAD} are kept,
 * so that the count is exact below that wherever the read mark moves to, and {@value #MOST_UNREAD} means "or more".
 *
 * @param title null where there is none
 * @param head sequence of the newest event that came for the user; once they left, of the event by which they did
 * @param read sequence up to which the user has read; one who joins has read what was there before
 * @param unread ascending
 * @param leftAt when the user ceased to be a member, by the log's clock; null while they are one
 */
record InboxConversation(
        ConversationKind kind, String title, boolean large, long head, long read, List<Long> unread, Instant leftAt) {

    static final int MOST_UNREAD = 100;

    InboxConversation {
        unread = List.copyOf(unread);
    }

    /** As it is for one who joins, just before the event by which they do. */
    static InboxConversation joined(Joining joining, long sequence) {
        long before = sequence - 1;
        return new InboxConversation(
                joining.getKind(), joining.getTitle(), joining.getLarge(), before, before, List.of(), null);
    }

    boolean isMember() {
        return leftAt == null;
    }

    boolean hasPassed(long sequence) {
        return head >= sequence;
    }

    InboxConversation after(Event event, String userId) {
        long sequence = event.getSequence();
        if (!isMember() || hasPassed(sequence)) {
            return this;
        }
        if (event.getBody() instanceof Removed removed && removed.getMembers().contains(userId)) {
            return new InboxConversation(kind, title, large, sequence, read, List.of(), event.getSentAt());
        }
        String newTitle = event.getBody() instanceof Renamed renamed ? renamed.getTitle() : title;
        boolean counts =
                event.getBody() instanceof Message && !event.getSenderId().equals(userId) && sequence > read;
        return new InboxConversation(kind, newTitle, large, sequence, read, counts ? with(sequence) : unread, null);
    }

    private List<Long> with(long sequence) {
        List<Long> newest = new ArrayList<>(MOST_UNREAD);
        newest.addAll(unread.size() < MOST_UNREAD ? unread : unread.subList(1, unread.size()));
        newest.add(sequence);
        return newest;
    }

    /** With the read mark moved forward to this sequence; it never moves back. */
    InboxConversation readUpTo(long sequence) {
        return sequence <= read
                ? this
                : new InboxConversation(
                        kind,
                        title,
                        large,
                        head,
                        sequence,
                        unread.stream().filter(one -> one > sequence).toList(),
                        leftAt);
    }

    InboxEntry entry(String conversationId) {
        return new InboxEntry(conversationId, kind, title, head, read, unread.size(), large);
    }

    static InboxConversation of(InboxState state) {
        List<Long> unread = new ArrayList<>(state.getUnreadSteps().size());
        long sequence = state.getRead();
        for (long step : state.getUnreadSteps()) {
            sequence += step;
            unread.add(sequence);
        }
        return new InboxConversation(
                state.getKind(),
                state.getTitle(),
                state.getLarge(),
                state.getHead(),
                state.getRead(),
                unread,
                state.getLeftAt());
    }

    /** Small numbers take a byte each, so steps are kept in place of sequences. */
    InboxState toState() {
        List<Long> steps = new ArrayList<>(unread.size());
        long before = read;
        for (long sequence : unread) {
            steps.add(sequence - before);
            before = sequence;
        }
        return new InboxState(kind, title, large, head, read, steps, leftAt);
    }
}
