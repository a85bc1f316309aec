package io.parley.schemas;

import java.time.Duration;

/**
 * The configuration of the topic catalogue. All processes of an installation have to agree on it.
 *
 * @param prefix prefix of every topic's name; {@code parley.} by default
 * @param conversationPartitions partitions of topics keyed by conversation, fixed at the start; 256 at the design's load
 * @param userPartitions partitions of topics keyed by user, fixed at the start; 128 at the design's load
 * @param replication copies of each partition: 3, or 1 on a single broker
 * @param eventRetention how long {@code commands} and {@code events} are kept in the log; a sink that is down longer
 *     loses events that it has not stored
 */
public record CatalogueConfig(
        String prefix, int conversationPartitions, int userPartitions, short replication, Duration eventRetention) {

    public static final String DEFAULT_PREFIX = "parley.";

    private static final int MOST_PARTITIONS = 10_000;

    /** @throws IllegalArgumentException naming the key, the value and what was expected */
    public CatalogueConfig {
        if (!prefix.matches("[A-Za-z0-9._-]{0,64}")) {
            throw new IllegalArgumentException(
                    "topics.prefix: " + prefix + " (expected: up to 64 characters of A-Z a-z 0-9 . _ -)");
        }
        requirePartitions("topics.conversation-partitions", conversationPartitions);
        requirePartitions("topics.user-partitions", userPartitions);
        if (replication < 1) {
            throw new IllegalArgumentException("topics.replication: " + replication + " (expected: 1 or more)");
        }
        if (eventRetention.isNegative() || eventRetention.isZero()) {
            throw new IllegalArgumentException("topics.event-retention: " + eventRetention + " (expected: > 0)");
        }
    }

    /** Makes a catalogue for one broker: few partitions, one copy, a week of log. */
    public static CatalogueConfig small() {
        return new CatalogueConfig(DEFAULT_PREFIX, 4, 4, (short) 1, Duration.ofDays(7));
    }

    private static void requirePartitions(String key, int partitions) {
        if (partitions < 1 || partitions > MOST_PARTITIONS) {
            throw new IllegalArgumentException(key + ": " + partitions + " (expected: 1 to " + MOST_PARTITIONS + ")");
        }
    }
}
