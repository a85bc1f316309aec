package io.parley.schemas;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.NewTopic;

import java.util.Map;

/**
 * A topic as a value: its full name, what it carries, and how it is made. Keys are strings.
 *
 * @param name the full name, prefix included
 * @param key what its records are keyed by, in words
 * @param carries what it is for, in words
 * @param valueType the record it carries
 * @param partitions how many, fixed for the topic's life
 * @param replication copies of each partition
 * @param compatibility how its value schema may change
 * @param settings the broker's settings for it, such as {@code retention.ms}
 */
public record Topic<V extends SpecificRecord>(
        String name,
        String key,
        String carries,
        Class<V> valueType,
        int partitions,
        short replication,
        Compatibility compatibility,
        Map<String, String> settings) {

    public Topic {
        settings = Map.copyOf(settings);
    }

    /** The partition of this topic that holds the records of an id. */
    public int partitionOf(String id) {
        return partitions == 1 ? 0 : Partitions.of(id, partitions);
    }

    /** What Kafka's admin client is given to make it. */
    public NewTopic toNewTopic() {
        return new NewTopic(name, partitions, replication).configs(settings);
    }
}
