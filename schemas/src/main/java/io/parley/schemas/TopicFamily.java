package io.parley.schemas;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.TopicConfig;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Makes the topics that share a key and a number of partitions, with the broker's settings for the way in which they are
 * kept. Their schemas change {@link Compatibility#BACKWARD} unless a topic says otherwise.
 *
 * @param key the key of their records, in words
 * @param partitions of each
 */
record TopicFamily(CatalogueConfig config, String key, int partitions) {

    /** The broker stamps records. */
    static final String LOG_TIME = "LogAppendTime";

    /** The producer stamps records. */
    static final String WRITER_TIME = "CreateTime";

    /** Returns the family with the same partitions and another key. */
    TopicFamily keyed(String otherKey) {
        return new TopicFamily(config, otherKey, partitions);
    }

    /** Makes a topic whose records are dropped after a time. */
    <V extends SpecificRecord> Topic<V> kept(
            String suffix, String carries, Class<V> type, Duration retention, String clock) {
        Map<String, String> settings = new HashMap<>();
        settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
        settings.put(TopicConfig.RETENTION_MS_CONFIG, millis(retention));
        settings.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, clock);
        // Only closed segments are dropped, so a segment has to close well within the retention.
        settings.put(TopicConfig.SEGMENT_MS_CONFIG, millis(min(retention.dividedBy(2), Duration.ofDays(1))));
        return topic(suffix, carries, type, settings);
    }

    /** Makes a topic that holds the last record of each key. */
    <V extends SpecificRecord> Topic<V> compacted(String suffix, String carries, Class<V> type, String clock) {
        return topic(
                suffix,
                carries,
                type,
                Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_COMPACT,
                        TopicConfig.SEGMENT_MS_CONFIG,
                        millis(Duration.ofHours(1)),
                        TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
                        "0.1",
                        TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                        clock));
    }

    /** Makes a topic from which nothing is ever dropped. */
    <V extends SpecificRecord> Topic<V> keptForEver(String suffix, String carries, Class<V> type, String clock) {
        return topic(
                suffix,
                carries,
                type,
                Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_DELETE,
                        TopicConfig.RETENTION_MS_CONFIG,
                        "-1",
                        TopicConfig.RETENTION_BYTES_CONFIG,
                        "-1",
                        TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                        clock));
    }

    private <V extends SpecificRecord> Topic<V> topic(
            String suffix, String carries, Class<V> type, Map<String, String> settings) {
        return new Topic<>(
                config.prefix() + suffix,
                key,
                carries,
                type,
                partitions,
                config.replication(),
                Compatibility.BACKWARD,
                settings);
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
