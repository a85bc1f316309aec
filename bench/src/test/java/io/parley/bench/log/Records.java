package io.parley.bench.log;

import io.parley.schemas.AvroSerdes;
import io.parley.schemas.SchemaRegistry;
import io.parley.schemas.Topic;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

import java.util.HashMap;
import java.util.Map;

/** Makes records as those have them who write to the log, each for the partition of its key. For one thread. */
public final class Records {

    private final AvroSerdes serdes;
    private final Serializer<String> keys;
    private final Map<String, Serde<?>> values = new HashMap<>();

    public Records(SchemaRegistry registry) {
        serdes = new AvroSerdes(registry);
        keys = serdes.key().serializer();
    }

    public <V extends SpecificRecord> ProducerRecord<byte[], byte[]> of(Topic<V> topic, String key, V value) {
        return new ProducerRecord<>(
                topic.name(),
                topic.partitionOf(key),
                keys.serialize(topic.name(), key),
                serde(topic).serializer().serialize(topic.name(), value));
    }

    /** What {@link #of} wrote. */
    public <V extends SpecificRecord> V value(Topic<V> topic, byte[] bytes) {
        return serde(topic).deserializer().deserialize(topic.name(), bytes);
    }

    @SuppressWarnings("unchecked") // a topic has one type of values
    private <V extends SpecificRecord> Serde<V> serde(Topic<V> topic) {
        return (Serde<V>) values.computeIfAbsent(topic.name(), name -> serdes.value(topic));
    }
}
