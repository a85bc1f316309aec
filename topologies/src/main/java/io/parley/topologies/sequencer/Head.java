package io.parley.topologies.sequencer;

import io.parley.avro.ConversationKind;

/**
 * What is kept of a conversation as a whole.
 *
 * @param sequence of its newest event
 * @param sentAt the time of that event, in milliseconds since the epoch
 * @param members how many there are now
 * @param owners how many of them are owners
 */
record Head(long sequence, long sentAt, ConversationKind kind, int members, int owners) {

    /** This head after one more event. */
    Head next(long sentAt, int members, int owners) {
        return new Head(sequence + 1, sentAt, kind, members, owners);
    }

    boolean isDirect() {
        return kind == ConversationKind.DIRECT;
    }
}
