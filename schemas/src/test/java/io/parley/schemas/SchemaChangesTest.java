package io.parley.schemas;

import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SchemaChangesTest {

    private static final Schema EARLIER = event("GROUP", "DIRECT");
    private static final Schema NOW = event("GROUP", "DIRECT", "CHANNEL");

    @Test
    void shouldSayNothingWhenEverythingCanBeRead() {
        assertThat(SchemaChanges.between(NOW, EARLIER)).isEmpty();
    }

    @Test
    void shouldNameThePlaceAndTheSymbolWhenAnEnumWithinAUnionHasGrown() {
        assertThat(SchemaChanges.between(EARLIER, NOW))
                .singleElement()
                .satisfies(change -> assertThat(change)
                        .contains("at /fields/0/type/1")
                        .contains("enum io.parley.test.Kind has symbols that the reader does not know: [CHANNEL]"));
    }

    @Test
    void shouldNameTheFieldWhenOneWithoutADefaultIsAdded() {
        // Given
        Schema with = SchemaBuilder.record("Event")
                .namespace("io.parley.test")
                .fields()
                .requiredString("id")
                .requiredString("added")
                .endRecord();
        Schema without = SchemaBuilder.record("Event")
                .namespace("io.parley.test")
                .fields()
                .requiredString("id")
                .endRecord();

        // Then
        assertThat(SchemaChanges.between(with, without))
                .singleElement()
                .satisfies(change -> assertThat(change).contains("at /fields/1").contains("added"));
    }

    private static Schema event(String... kinds) {
        Schema kind =
                SchemaBuilder.enumeration("Kind").namespace("io.parley.test").symbols(kinds);
        Schema body = SchemaBuilder.record("Created")
                .namespace("io.parley.test")
                .fields()
                .name("kind")
                .type(kind)
                .noDefault()
                .endRecord();
        return SchemaBuilder.record("Event")
                .namespace("io.parley.test")
                .fields()
                .name("body")
                .type(Schema.createUnion(Schema.create(Schema.Type.NULL), body))
                .noDefault()
                .endRecord();
    }
}
