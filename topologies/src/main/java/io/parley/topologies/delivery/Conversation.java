package io.parley.topologies.delivery;

import io.parley.avro.ConversationKind;
import io.parley.avro.Created;
import io.parley.avro.Event;
import io.parley.avro.Renamed;
import io.parley.avro.internal.ConversationState;

import java.util.Optional;

/**
 * A conversation without its members. Events are applied by sequence: a repeat changes nothing.
 *
 * @param title null where there is none
 * @param titledBy sequence of the event that gave the title
 * @param large once large, always large
 * @param head sequence of the newest event
 */
record Conversation(ConversationKind kind, String title, long titledBy, boolean large, long head) {

    /** What an event makes of a conversation; empty if it is unknown and the event doesn't create it. */
    static Optional<Conversation> after(Optional<Conversation> before, Event event) {
        if (before.isEmpty() && event.getBody() instanceof Created created) {
            return Optional.of(new Conversation(
                    created.getKind(), created.getTitle(), event.getSequence(), false, event.getSequence()));
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
                large,
                Math.max(head, sequence));
    }

    static Conversation of(ConversationState state) {
        return new Conversation(
                state.getKind(), state.getTitle(), state.getTitledBy(), state.getLarge(), state.getHead());
    }

    ConversationState toState() {
        return new ConversationState(kind, title, titledBy, large, head);
    }
}
