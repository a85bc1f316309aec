package io.parley.runtime.authority;

import org.apache.avro.Schema.Field;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes an Avro record as bytes that are equal for equal records, also between processes whose schemas differ by added
 * fields: a field that has its default leaves no trace.
 */
final class CanonicalBytes {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    private CanonicalBytes() {}

    static byte[] of(IndexedRecord record) {
        return ofValue(record);
    }

    private static byte[] ofValue(Object value) {
        CanonicalBytes canonical = new CanonicalBytes();
        try {
            canonical.write(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return canonical.bytes.toByteArray();
    }

    private void write(Object value) throws IOException {
        if (value == null) {
            out.writeByte('N');
        } else if (value instanceof IndexedRecord record) {
            writeRecord(record);
        } else if (value instanceof Boolean flag) {
            out.writeByte('B');
            out.writeBoolean(flag);
        } else if (value instanceof Number number) {
            out.writeByte('L');
            out.writeLong(number.longValue());
        } else if (value instanceof Instant time) {
            out.writeByte('L');
            out.writeLong(time.toEpochMilli());
        } else if (value instanceof ByteBuffer buffer) {
            byte[] copy = new byte[buffer.remaining()];
            buffer.duplicate().get(copy);
            writeCounted('Y', copy);
        } else if (value instanceof List<?> list) {
            out.writeByte('A');
            out.writeInt(list.size());
            for (Object item : list) {
                write(item);
            }
        } else if (value instanceof Map<?, ?> map) {
            writeMap(map);
        } else {
            // Texts and constants of an enumeration.
            writeText(value.toString());
        }
    }

    private void writeRecord(IndexedRecord record) throws IOException {
        out.writeByte('R');
        writeText(record.getSchema().getFullName());
        for (Field field : record.getSchema().getFields()) {
            byte[] value = ofValue(record.get(field.pos()));
            if (!field.hasDefaultValue()
                    || !Arrays.equals(value, ofValue(SpecificData.get().getDefaultValue(field)))) {
                writeText(field.name());
                out.write(value);
            }
        }
        out.writeByte('E');
    }

    private void writeMap(Map<?, ?> map) throws IOException {
        Map<String, Object> sorted = new TreeMap<>();
        map.forEach((key, item) -> sorted.put(key.toString(), item));
        out.writeByte('M');
        out.writeInt(sorted.size());
        for (Map.Entry<String, Object> entry : sorted.entrySet()) {
            writeText(entry.getKey());
            write(entry.getValue());
        }
    }

    private void writeText(String text) throws IOException {
        writeCounted('S', text.getBytes(StandardCharsets.UTF_8));
    }

    private void writeCounted(char kind, byte[] content) throws IOException {
        out.writeByte(kind);
        out.writeInt(content.length);
        out.write(content);
    }
}
