package io.parley.schemas;

import org.apache.kafka.common.utils.Utils;

import java.nio.charset.StandardCharsets;

/**
 * Which partition an id belongs to.
 *
 * <p>Computed from the id alone, never from the bytes of a record's key: those begin with a schema id, which differs
 * from registry to registry. The hash is Kafka's own murmur2.
 */
public final class Partitions {

    private Partitions() {}

    /** The partition, from 0 to {@code partitions - 1}, of what is keyed by this id. */
    public static int of(String id, int partitions) {
        return Utils.toPositive(Utils.murmur2(id.getBytes(StandardCharsets.UTF_8))) % partitions;
    }
}
