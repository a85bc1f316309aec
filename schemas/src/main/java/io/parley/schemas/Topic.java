package io.parley.schemas;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.NewTopic;

import java.util.Map;

/**
 * A topic as a value: its full name, its records, and its settings. Keys are strings.
 *
 * @param name the full name, prefix included
 * @param key the key of its records, in words
 * @param carries its purpose, in words
 * @param valueType the type of its records
 * @param partitions their number, fixed for the topic's life
 * @param replication copies of each partition
 * @param compatibility allowed changes of its value schema
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

    /** Returns this topic with other allowed changes of its schema. */
    Topic<V> with(Compatibility other) {
        return new Topic<>(name, key, carries, valueType, partitions, replication, other, settings);
    }

    /** Returns the partition of this topic that has the records of an id. */
    public int partitionOf(String id) {
        return partitions == 1 ? 0 : Partitions.of(id, partitions);
    }

    /** Makes the request with which Kafka's admin client creates it. */
    public NewTopic toNewTopic() {
        return new NewTopic(name, partitions, replication).configs(settings);
    }
}
