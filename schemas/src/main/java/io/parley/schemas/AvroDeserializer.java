package io.parley.schemas;

import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Reads the Confluent wire format, resolving the writer's schema to the version that this code knows. Safe for many
 * threads.
 *
 * <p>A record that can never be read causes a {@link SerializationException} with the reason. While the registry
 * doesn't answer, a {@link RegistryUnavailableException} (which is not one) is thrown after the registry's patience.
 */
final class AvroDeserializer<V> implements Deserializer<V> {

    private static final int HEADER = 5;

    private final SchemaRegistry registry;
    private final Function<Schema, DatumReader<V>> readerOf;
    private final Map<Integer, DatumReader<V>> readers = new ConcurrentHashMap<>();
    private final ThreadLocal<BinaryDecoder> decoders = new ThreadLocal<>();

    /** @param readerOf makes the reader for a writer's schema */
    AvroDeserializer(SchemaRegistry registry, Function<Schema, DatumReader<V>> readerOf) {
        this.registry = registry;
        this.readerOf = readerOf;
    }

    @Override
    public V deserialize(String topic, byte[] bytes) {
        if (bytes == null) {
            return null;
        }
        if (bytes.length < HEADER || bytes[0] != AvroSerializer.MAGIC) {
            throw new SerializationException("not the Confluent wire format (expected: magic byte 0, a schema id in 4"
                    + " bytes, Avro binary; got " + bytes.length + " bytes)");
        }
        DatumReader<V> reader = reader(ByteBuffer.wrap(bytes).getInt(1));
        BinaryDecoder decoder =
                DecoderFactory.get().binaryDecoder(bytes, HEADER, bytes.length - HEADER, decoders.get());
        decoders.set(decoder);
        try {
            V value = reader.read(null, decoder);
            if (!decoder.isEnd()) {
                throw new SerializationException("bytes are left over after the Avro record");
            }
            return value;
        } catch (SerializationException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new SerializationException("not an Avro record of the schema that its id names: " + e, e);
        }
    }

    private DatumReader<V> reader(int schemaId) {
        DatumReader<V> known = readers.get(schemaId);
        if (known != null) {
            return known;
        }
        DatumReader<V> made = readerOf.apply(registry.byId(schemaId));
        readers.put(schemaId, made);
        return made;
    }
}
