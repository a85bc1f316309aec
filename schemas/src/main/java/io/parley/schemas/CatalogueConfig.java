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
 * @param signInRetention how long {@code sign-ins} are kept
 */
public record CatalogueConfig(
        String prefix,
        int conversationPartitions,
        int userPartitions,
        short replication,
        Duration eventRetention,
        Duration signInRetention) {

    public static final String DEFAULT_PREFIX = "parley.";

    private static final Duration USUAL_SIGN_IN_RETENTION = Duration.ofDays(90);

    /** Makes a catalogue that keeps sign-ins for 90 days. */
    public CatalogueConfig(
            String prefix, int conversationPartitions, int userPartitions, short replication, Duration eventRetention) {
        this(prefix, conversationPartitions, userPartitions, replication, eventRetention, USUAL_SIGN_IN_RETENTION);
    }

    /** A catalogue for one broker: few partitions, one copy, a week of log. */
    public static CatalogueConfig small() {
        return new CatalogueConfig(DEFAULT_PREFIX, 4, 4, (short) 1, Duration.ofDays(7));
    }
}
