package io.parley.topologies.delivery;

import io.parley.avro.ConversationKind;
import io.parley.avro.Created;
import io.parley.avro.Event;
import io.parley.avro.Message;
import io.parley.avro.Renamed;
import io.parley.avro.internal.ConversationState;
import io.parley.avro.internal.NewestMessage;

import java.util.List;
import java.util.Optional;

/**
 * A conversation without its members. Events are applied by sequence: a repeat changes nothing.
 *
 * @param title null where there is none
 * @param titledBy sequence of the event that gave the title
 * @param largeBy sequence of the event by which it became large, which it then stays; 0 if it isn't
 * @param head sequence of the newest event
 * @param newest of a large one, the newest message and that of another sender, by {@link NewestOfOthers}
 */
record Conversation(
        ConversationKind kind, String title, long titledBy, long largeBy, long head, List<NewestMessage> newest) {

    private static final long NOT_LARGE = 0;

    /** What an event makes of a conversation; empty if it is unknown and the event doesn't create it. */
    static Optional<Conversation> after(Optional<Conversation> before, Event event) {
        if (before.isEmpty() && event.getBody() instanceof Created created) {
            return Optional.of(new Conversation(
                    created.getKind(),
                    created.getTitle(),
                    event.getSequence(),
                    NOT_LARGE,
                    event.getSequence(),
                    List.of()));
        }
        return before.map(known -> known.after(event));
    }

    private Conversation after(Event event) {
        long sequence = event.getSequence();
        boolean renamed = event.getBody() instanceof Renamed && sequence > titledBy;
        if (!renamed && sequence <= head) {
            return this;
        }
        return new Conversation(
                kind,
                renamed ? ((Renamed) event.getBody()).getTitle() : title,
                renamed ? sequence : titledBy,
                largeBy,
                Math.max(head, sequence),
                sequence > head ? newestWith(event) : newest);
    }

    private List<NewestMessage> newestWith(Event event) {
        return large() && event.getBody() instanceof Message
                ? NewestOfOthers.with(
                        newest,
                        new NewestMessage(
                                event.getSequence(),
                                event.getSenderId(),
                                event.getSentAt().toEpochMilli()),
                        NewestMessage::getSenderId)
                : newest;
    }

    boolean large() {
        return largeBy != NOT_LARGE;
    }

    /** Whether it was large after the event of this sequence, wherever the head is now. */
    boolean largeAt(long sequence) {
        return large() && sequence >= largeBy;
    }

    /** Whether the event of this sequence came to a conversation that was large before it. */
    boolean largeBefore(long sequence) {
        return large() && sequence > largeBy;
    }

    /** Large by the event of this sequence, unless it is large already. */
    Conversation grown(long sequence) {
        return large() ? this : new Conversation(kind, title, titledBy, sequence, head, newest);
    }

    static Conversation of(ConversationState state) {
        return new Conversation(
                state.getKind(),
                state.getTitle(),
                state.getTitledBy(),
                state.getLargeBy(),
                state.getHead(),
                List.copyOf(state.getNewest()));
    }

    ConversationState toState() {
        return new ConversationState(kind, title, titledBy, largeBy, head, newest);
    }
}
