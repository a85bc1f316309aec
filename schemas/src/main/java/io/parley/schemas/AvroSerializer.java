package io.parley.schemas;

import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * Writes the Confluent wire format: magic byte 0, the schema's id in four bytes, Avro binary. Safe for many threads.
 * The first record of a topic registers the schema; later ones only use memory.
 */
final class AvroSerializer<V> implements Serializer<V> {

    static final byte MAGIC = 0;

    private final SchemaRegistry registry;
    private final Schema schema;
    private final DatumWriter<V> writer;
    private final String subjectSuffix;
    private final ThreadLocal<Scratch> scratch = ThreadLocal.withInitial(Scratch::new);

    /** The topic of the last record: nearly always the only one. */
    private volatile Registered registered = new Registered(null, 0);

    private record Registered(String topic, int id) {}

    private static final class Scratch {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        final BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    }

    AvroSerializer(SchemaRegistry registry, Schema schema, DatumWriter<V> writer, String subjectSuffix) {
        this.registry = registry;
        this.schema = schema;
        this.writer = writer;
        this.subjectSuffix = subjectSuffix;
    }

    @Override
    public byte[] serialize(String topic, V value) {
        if (value == null) {
            return null;
        }
        int id = schemaId(topic);
        Scratch mine = scratch.get();
        ByteArrayOutputStream bytes = mine.bytes;
        bytes.reset();
        bytes.write(MAGIC);
        bytes.write(id >>> 24);
        bytes.write(id >>> 16);
        bytes.write(id >>> 8);
        bytes.write(id);
        try {
            writer.write(value, mine.encoder);
            mine.encoder.flush();
        } catch (IOException | RuntimeException e) {
            throw new SerializationException("can't write " + schema.getFullName() + " for topic " + topic, e);
        }
        return bytes.toByteArray();
    }

    private int schemaId(String topic) {
        Registered last = registered;
        if (topic.equals(last.topic)) {
            return last.id;
        }
        int id = registry.register(topic + subjectSuffix, schema);
        registered = new Registered(topic, id);
        return id;
    }
}
