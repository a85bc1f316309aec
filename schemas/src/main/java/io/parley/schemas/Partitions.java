package io.parley.schemas;

import org.apache.kafka.common.utils.Utils;

import java.nio.charset.StandardCharsets;

/**
 * Which partition an id belongs to: that in which Kafka's default partitioner puts a record whose key is the id as a
 * string. The hash is Kafka's own murmur2, over the id's UTF-8 bytes.
 *
 * <p>Computed from the id, since not every key is one: some are longer than the id that they are placed by.
 */
public final class Partitions {

    private Partitions() {}

    /** The partition, from 0 to {@code partitions - 1}, of what is keyed by this id. */
    public static int of(String id, int partitions) {
        return Utils.toPositive(Utils.murmur2(id.getBytes(StandardCharsets.UTF_8))) % partitions;
    }
}
