package io.parley.topologies.sequencer;

import io.parley.topologies.step.NamedStep;

import java.time.Duration;
import java.util.List;

/**
 * What commands are decided by. To be changed over a clean stop only: a replay with another limit, or another step, would
 * decide otherwise.
 *
 * @param maxGroupSize the most members that a group may have
 * @param editWindow how long after a message was sent its sender may edit it
 * @param steps what is asked about a command before it is numbered, in this order
 */
public record SequencerConfig(int maxGroupSize, Duration editWindow, List<NamedStep> steps) {

    /** A created event that lists this many members still fits into one record. */
    private static final int LARGEST_GROUP = 10_000;

    /** @throws IllegalArgumentException naming the key, the value and what was expected */
    public SequencerConfig {
        if (maxGroupSize < 2 || maxGroupSize > LARGEST_GROUP) {
            throw new IllegalArgumentException(
                    "sequencer.max-group-size: " + maxGroupSize + " (expected: 2 to " + LARGEST_GROUP + ")");
        }
        if (editWindow.isNegative()) {
            throw new IllegalArgumentException("sequencer.edit-window: " + editWindow + " (expected: >= 0)");
        }
        steps = List.copyOf(steps);
    }

    /** The limits of the protocol: 1,000 members, edits within 24 hours; and no steps. */
    public static SequencerConfig standard() {
        return new SequencerConfig(1_000, Duration.ofHours(24), List.of());
    }

    /** These limits, with certain steps. */
    public SequencerConfig with(List<NamedStep> others) {
        return new SequencerConfig(maxGroupSize, editWindow, others);
    }
}
