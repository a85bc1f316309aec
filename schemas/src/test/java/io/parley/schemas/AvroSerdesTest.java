package io.parley.schemas;

import io.parley.avro.Event;
import io.parley.avro.Message;
import io.parley.avro.Outcome;
import io.parley.avro.Repeated;
import io.parley.avro.Role;
import org.apache.avro.Schema;
import org.apache.avro.util.ClassSecurityValidator;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AvroSerdesTest {

    private static final String TOPIC = "parley.events";
    private static final Event EVENT = new Event(
            "018f0000-0000-7000-8000-000000000001",
            7L,
            "id-1",
            "alice",
            Instant.ofEpochMilli(1_700_000_000_123L),
            new Message("héllo 👋", "text/plain", false, null));

    private final LocalSchemaRegistry registry = new LocalSchemaRegistry();
    private final AvroSerdes serdes = new AvroSerdes(registry);
    private final Serde<Event> events = serdes.value(Event.class);

    @Test
    void shouldGiveBackWhatWasWritten() {
        // When
        byte[] bytes = events.serializer().serialize(TOPIC, EVENT);

        // Then
        assertThat(events.deserializer().deserialize(TOPIC, bytes)).isEqualTo(EVENT);
    }

    @Test
    void shouldBeginWithMagicByteAndSchemaId() {
        // When
        ByteBuffer bytes = ByteBuffer.wrap(events.serializer().serialize(TOPIC, EVENT));

        // Then
        assertThat(bytes.get()).isZero();
        assertThat(registry.byId(bytes.getInt())).isEqualTo(Event.getClassSchema());
    }

    @Test
    void shouldWriteKeysAsBareStrings() {
        // Given
        Serde<String> keys = serdes.key();

        // When
        byte[] bytes = keys.serializer().serialize(TOPIC, "zoë");

        // Then
        assertThat(bytes).isEqualTo("zoë".getBytes(StandardCharsets.UTF_8));
        assertThat(keys.deserializer().deserialize(TOPIC, bytes)).isEqualTo("zoë");
    }

    @Test
    void shouldRegisterValuesAlone() {
        // Given
        List<String> subjects = new ArrayList<>();
        AvroSerdes watched = new AvroSerdes(new SchemaRegistry() {
            @Override
            public int register(String subject, Schema schema) {
                subjects.add(subject);
                return registry.register(subject, schema);
            }

            @Override
            public Schema byId(int id) {
                return registry.byId(id);
            }

            @Override
            public void requireCompatibility(String subject, Compatibility compatibility) {}
        });

        // When
        watched.register(new Topics(CatalogueConfig.small()).events());
        watched.key().serializer().serialize(TOPIC, "alice");

        // Then
        assertThat(subjects).containsExactly(TOPIC + "-value");
    }

    @Test
    void shouldSayWhatWasExpectedWhenBytesAreNoRecord() {
        assertThatThrownBy(() -> events.deserializer().deserialize(TOPIC, new byte[] {1, 2, 3}))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("expected: magic byte 0");
    }

    @Test
    void shouldRefuseWhenSchemaIdIsUnknown() {
        assertThatThrownBy(() -> events.deserializer().deserialize(TOPIC, new byte[] {0, 0, 0, 1, 0, 9}))
                .isInstanceOf(UnknownSchemaException.class)
                .hasMessageContaining("256");
    }

    @Test
    void shouldRefuseWhenRecordIsOfAnotherType() {
        // Given
        byte[] outcome = serdes.value(Outcome.class)
                .serializer()
                .serialize("parley.outcomes", new Outcome("c", "alice", "id-1", new Repeated(3L, 7L)));

        // Then
        assertThatThrownBy(() -> events.deserializer().deserialize(TOPIC, outcome))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("io.parley.avro.Outcome");
    }

    @Test
    void shouldRefuseWhenRecordIsCutShort() {
        // Given
        byte[] whole = events.serializer().serialize(TOPIC, EVENT);
        byte[] cut = java.util.Arrays.copyOf(whole, whole.length - 3);

        // Then
        assertThatThrownBy(() -> events.deserializer().deserialize(TOPIC, cut))
                .isInstanceOf(SerializationException.class);
    }

    @Test
    void shouldTrustGeneratedRecordsAloneWhenSchemaNamesClass() {
        // Given
        new AvroSerdes(registry).value(Outcome.class);

        // When // Then
        assertThatCode(() -> ClassSecurityValidator.validate(Event.class)).doesNotThrowAnyException();
        assertThatCode(() -> ClassSecurityValidator.validate(Role.class)).doesNotThrowAnyException();
        assertThatThrownBy(() -> ClassSecurityValidator.validate(ProcessBuilder.class))
                .isInstanceOf(SecurityException.class)
                .hasMessageContaining("java.lang.ProcessBuilder");
    }
}
