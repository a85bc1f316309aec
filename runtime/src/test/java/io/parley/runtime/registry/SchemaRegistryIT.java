package io.parley.runtime.registry;

import io.parley.avro.Event;
import io.parley.avro.Message;
import io.parley.schemas.AvroSerdes;
import io.parley.schemas.CatalogueConfig;
import io.parley.schemas.Compatibility;
import io.parley.schemas.IncompatibleSchemaException;
import io.parley.schemas.SchemaRegistry;
import io.parley.schemas.Topics;
import io.parley.schemas.UnknownSchemaException;
import io.parley.servers.RealServers;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The client and the serdes against a real registry. */
class SchemaRegistryIT {

    private static String url;

    private final String prefix = "it-" + UUID.randomUUID() + ".";

    @BeforeAll
    static void start() {
        url = RealServers.get().registryUrl();
    }

    @Test
    void shouldReadWhatAnotherProcessWrote() {
        // Given
        Event event = new Event(
                "c", 1L, "id-1", "alice", Instant.ofEpochMilli(5), new Message("hi", "text/plain", false, 3L));
        String topic = prefix + "events";
        byte[] bytes = freshSerde().serializer().serialize(topic, event);

        // When
        Event read = freshSerde().deserializer().deserialize(topic, bytes);

        // Then
        assertThat(read).isEqualTo(event);
    }

    @Test
    void shouldGiveTheSameSchemaTheSameIdUnderEverySubject() {
        // Given
        SchemaRegistry registry = client();

        // Then
        assertThat(registry.register(prefix + "a-value", Event.getClassSchema()))
                .isEqualTo(registry.register(prefix + "b-value", Event.getClassSchema()))
                .isEqualTo(client().register(prefix + "a-value", Event.getClassSchema()));
    }

    @Test
    void shouldSayUnknownWhenTheRegistryHasNoSuchId() {
        RegistryConfig impatient = new RegistryConfig(URI.create(url), Duration.ofSeconds(5), Duration.ofMillis(500));
        assertThatThrownBy(() -> new HttpSchemaRegistry(impatient).byId(987_654_321))
                .isInstanceOf(UnknownSchemaException.class);
    }

    @Test
    void shouldRefuseWhenAChangeBreaksTheSubjectsPromise() {
        // Given
        SchemaRegistry registry = client();
        String subject = prefix + "kept-value";
        registry.register(subject, withField("a"));
        registry.requireCompatibility(subject, Compatibility.FULL_TRANSITIVE);

        // Then
        assertThatThrownBy(() -> registry.register(subject, withField("b")))
                .isInstanceOf(IncompatibleSchemaException.class)
                .hasMessageContaining(subject);
    }

    @Test
    void shouldRegisterTheWholeCatalogue() {
        // Given
        Topics topics = new Topics(new CatalogueConfig(prefix, 1, 1, (short) 1, java.time.Duration.ofDays(1)));
        AvroSerdes serdes = new AvroSerdes(client());

        // When
        topics.all().forEach(serdes::register);

        // Then: a second start of the installation finds all of it compatible
        topics.all().forEach(new AvroSerdes(client())::register);
    }

    private static Schema withField(String name) {
        return SchemaBuilder.record("Kept").fields().requiredString(name).endRecord();
    }

    private static Serde<Event> freshSerde() {
        return new AvroSerdes(client()).value(Event.class);
    }

    private static SchemaRegistry client() {
        return new HttpSchemaRegistry(RegistryConfig.of(url));
    }
}
