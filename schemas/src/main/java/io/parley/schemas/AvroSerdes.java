package io.parley.schemas;

import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * Makes the serdes of the topics: keys are strings, values are in the Confluent wire format, over one registry.
 * Subjects are {@code <topic>-value}.
 *
 * <p>The serdes are safe for many threads and hold no resources. Use a serde for one topic: it remembers the schema id
 * of the topic that it last wrote to.
 */
public final class AvroSerdes {

    private static final String VALUE_SUFFIX = "-value";

    private final SchemaRegistry registry;

    public AvroSerdes(SchemaRegistry registry) {
        this.registry = registry;
    }

    /**
     * For the keys of every topic: the id as Kafka's own string, without a prefix. So Kafka's default partitioner,
     * which hashes the bytes of a key, puts a record where {@link Partitions} does, and any topology may join and
     * re-key with the DSL's defaults.
     */
    public Serde<String> key() {
        return Serdes.String();
    }

    /** Returns the serde for the values of a topic. */
    public <V extends SpecificRecord> Serde<V> value(Topic<V> topic) {
        return value(topic.valueType());
    }

    /**
     * Returns the serde for values of a generated record, for any topic: repartition topics, changelogs, state stores.
     */
    public <V extends SpecificRecord> Serde<V> value(Class<V> type) {
        GeneratedRecords.trust();
        SpecificData model = SpecificData.getForClass(type);
        Schema schema = model.getSchema(type);
        return Serdes.serdeFrom(
                new AvroSerializer<>(registry, schema, new SpecificDatumWriter<>(schema, model), VALUE_SUFFIX),
                new AvroDeserializer<>(
                        registry, writer -> new SpecificDatumReader<>(readable(writer, schema), schema, model)));
    }

    /**
     * Registers a topic's value schema and its compatibility, so that an incompatible schema fails the start and not
     * the first record.
     */
    public void register(Topic<?> topic) {
        String valueSubject = topic.name() + VALUE_SUFFIX;
        registry.register(valueSubject, SpecificData.get().getSchema(topic.valueType()));
        registry.requireCompatibility(valueSubject, topic.compatibility());
    }

    private static Schema readable(Schema writer, Schema reader) {
        // Nearly always so, and much quicker to find out than how two schemas differ.
        if (writer.equals(reader)) {
            return writer;
        }
        SchemaCompatibilityType type = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getType();
        if (type != SchemaCompatibilityType.COMPATIBLE) {
            throw new SerializationException(
                    "written as " + writer.getFullName() + ", which is not readable as " + reader.getFullName());
        }
        return writer;
    }
}
