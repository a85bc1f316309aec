package io.parley.topologies.sequencer;

import java.time.Duration;

/**
 * The limits that commands are decided by. To be changed over a clean stop only: a replay with another limit would
 * decide otherwise.
 *
 * @param maxGroupSize the most members that a group may have
 * @param editWindow how long after a message was sent its sender may edit it
 */
public record SequencerConfig(int maxGroupSize, Duration editWindow) {

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
    }

    /** The limits of the protocol: 1,000 members, edits within 24 hours. */
    public static SequencerConfig standard() {
        return new SequencerConfig(1_000, Duration.ofHours(24));
    }
}
