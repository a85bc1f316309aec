package io.parley.schemas;

import org.apache.kafka.common.utils.Utils;

import java.nio.charset.StandardCharsets;

/**
 * Computes the partition of an id, the same as Kafka's default partitioner for a key that is the id as a string. The
 * hash is Kafka's own murmur2, over the id's UTF-8 bytes.
 *
 * <p>Computed from the id, since some keys are longer than the id that determines their partition.
 */
public final class Partitions {

    private Partitions() {}

    /** Returns the partition of an id, from 0 to {@code partitions - 1}. */
    public static int of(String id, int partitions) {
        return Utils.toPositive(Utils.murmur2(id.getBytes(StandardCharsets.UTF_8))) % partitions;
    }
}
