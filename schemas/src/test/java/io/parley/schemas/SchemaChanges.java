package io.parley.schemas;

import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Says in words why records written with one schema can't be read with another. Avro tells of an enum within a union only
 * that the union lacks a branch, so what lies behind that is looked for.
 */
final class SchemaChanges {

    private SchemaChanges() {}

    /** Empty when everything can be read. */
    static List<String> between(Schema reader, Schema writer) {
        List<Incompatibility> found = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getResult()
                .getIncompatibilities();
        List<String> changes = new ArrayList<>();
        for (Incompatibility each : found) {
            String told = "at " + each.getLocation() + ": " + each.getType() + ", " + each.getMessage();
            List<String> behind = behind(each);
            changes.add(behind.isEmpty() ? told : told + " — " + String.join("; ", behind));
        }
        return changes;
    }

    /** Of the named types that both sides have, those that keep the one side from reading the other. */
    private static List<String> behind(Incompatibility incompatibility) {
        if (incompatibility.getType() != SchemaCompatibility.SchemaIncompatibilityType.MISSING_UNION_BRANCH) {
            return List.of();
        }
        Map<String, Schema> readers = named(incompatibility.getReaderFragment());
        Map<String, Schema> writers = named(incompatibility.getWriterFragment());
        List<String> reasons = new ArrayList<>();
        writers.forEach((name, writer) -> {
            Schema reader = readers.get(name);
            if (reader == null) {
                reasons.add(name + " is unknown to the reader");
            } else if (writer.getType() == Schema.Type.ENUM) {
                List<String> unknown = new ArrayList<>(writer.getEnumSymbols());
                unknown.removeAll(reader.getEnumSymbols());
                if (!unknown.isEmpty() && reader.getEnumDefault() == null) {
                    reasons.add("enum " + name + " has symbols that the reader does not know: " + unknown);
                }
            } else if (writer.getType() == Schema.Type.RECORD) {
                for (Schema.Field field : reader.getFields()) {
                    if (writer.getField(field.name()) == null && !field.hasDefaultValue()) {
                        reasons.add("field " + name + "." + field.name() + " has no default and was not written");
                    }
                }
            }
        });
        return reasons;
    }

    private static Map<String, Schema> named(Schema schema) {
        Map<String, Schema> found = new TreeMap<>();
        gather(schema, found);
        return found;
    }

    private static void gather(Schema schema, Map<String, Schema> found) {
        switch (schema.getType()) {
            case RECORD -> {
                if (found.putIfAbsent(schema.getFullName(), schema) == null) {
                    schema.getFields().forEach(field -> gather(field.schema(), found));
                }
            }
            case ENUM, FIXED -> found.putIfAbsent(schema.getFullName(), schema);
            case UNION -> schema.getTypes().forEach(type -> gather(type, found));
            case ARRAY -> gather(schema.getElementType(), found);
            case MAP -> gather(schema.getValueType(), found);
            default -> {
                // Has no name and nothing within.
            }
        }
    }
}
