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
 * @param maxReactions how many different reactions a message may have
 * @param steps what is asked about a command before it is numbered, in this order
 */
public record SequencerConfig(int maxGroupSize, Duration editWindow, int maxReactions, List<NamedStep> steps) {

    /** A created event that lists this many members still fits into one record. */
    private static final int LARGEST_GROUP = 10_000;

    /** What is kept of a message with this many reactions is a few kilobytes. */
    private static final int MOST_REACTIONS = 100;

    /** @throws IllegalArgumentException naming the key, the value and what was expected */
    public SequencerConfig {
        if (maxGroupSize < 2 || maxGroupSize > LARGEST_GROUP) {
            throw new IllegalArgumentException(
                    "sequencer.max-group-size: " + maxGroupSize + " (expected: 2 to " + LARGEST_GROUP + ")");
        }
        if (editWindow.isNegative()) {
            throw new IllegalArgumentException("sequencer.edit-window: " + editWindow + " (expected: >= 0)");
        }
        if (maxReactions < 1 || maxReactions > MOST_REACTIONS) {
            throw new IllegalArgumentException(
                    "sequencer.max-reactions: " + maxReactions + " (expected: 1 to " + MOST_REACTIONS + ")");
        }
        steps = List.copyOf(steps);
    }

    /** The limits of the protocol: 1,000 members, edits within 24 hours, 20 different reactions; and no steps. */
    public static SequencerConfig standard() {
        return new SequencerConfig(1_000, Duration.ofHours(24), 20, List.of());
    }

    /** These limits, with certain steps. */
    public SequencerConfig with(List<NamedStep> others) {
        return new SequencerConfig(maxGroupSize, editWindow, maxReactions, others);
    }
}
