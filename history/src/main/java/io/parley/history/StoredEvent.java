package io.parley.history;

import io.parley.avro.Event;

import java.util.List;
import java.util.OptionalLong;

/**
 * An event as the store has it now.
 *
 * @param event the event; the content of an {@code Edited} is always empty (its target has the text), that of a
 *     {@code Message} is its newest text, empty once it was deleted
 * @param editedSequence of a message that was edited: the sequence of the newest edit
 * @param deleted whether this is a message that was deleted since
 * @param reactions of a message: its current ones, in the order in which they were first given; none for a deleted
 *     message and for other events
 */
public record StoredEvent(Event event, OptionalLong editedSequence, boolean deleted, List<StoredReaction> reactions) {

    public StoredEvent {
        reactions = List.copyOf(reactions);
    }

    /** An event without reactions. */
    public StoredEvent(Event event, OptionalLong editedSequence, boolean deleted) {
        this(event, editedSequence, deleted, List.of());
    }

    /** The event's place in its conversation, from 1. */
    public long sequence() {
        return event.getSequence();
    }
}
