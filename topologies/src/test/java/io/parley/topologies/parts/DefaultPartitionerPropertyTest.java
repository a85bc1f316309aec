package io.parley.topologies.parts;

import io.parley.schemas.AvroSerdes;
import io.parley.schemas.LocalSchemaRegistry;
import io.parley.schemas.Partitions;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.processor.internals.DefaultStreamPartitioner;

import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Parley puts the records of an id into the same partition as Kafka's defaults: producers, and Streams when it
 * repartitions.
 */
class DefaultPartitionerPropertyTest {

    private static final String TOPIC = "parley.events";

    private final Serializer<String> keys =
            new AvroSerdes(new LocalSchemaRegistry()).key().serializer();

    @Property
    void shouldPutAnIdWhereKafkasDefaultPartitionersDo(
            @ForAll @StringLength(max = 128) String id, @ForAll @IntRange(min = 1, max = 10_000) int partitions) {
        // When
        int partition = Partitions.of(id, partitions);

        // Then
        byte[] key = new StringSerializer().serialize(TOPIC, id);
        assertThat(keys.serialize(TOPIC, id)).isEqualTo(key);
        assertThat(BuiltInPartitioner.partitionForKey(key, partitions)).isEqualTo(partition);
        assertThat(new DefaultStreamPartitioner<String, Object>(keys).partitions(TOPIC, id, null, partitions))
                .isEqualTo(Optional.of(Set.of(partition)));
    }

    /** The problem: with a prefix before the id, some records are in other partitions. */
    @Example
    void shouldPutSomeIdsElsewhereWhenKeysHaveAPrefix() {
        // Given
        Serializer<String> prefixed = (topic, id) -> new StringSerializer().serialize(topic, "\0\0\0\0\1" + id);

        // When
        long elsewhere = IntStream.range(0, 100)
                .mapToObj(number -> "conversation-" + number)
                .filter(id ->
                        BuiltInPartitioner.partitionForKey(prefixed.serialize(TOPIC, id), 4) != Partitions.of(id, 4))
                .count();

        // Then
        assertThat(elsewhere).isBetween(50L, 100L);
    }
}
