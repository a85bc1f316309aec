package io.parley.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.avro.Command;
import io.parley.avro.ConversationKind;
import io.parley.avro.Create;
import io.parley.gateway.client.TestClient;
import io.parley.runtime.registry.HttpSchemaRegistry;
import io.parley.runtime.registry.RegistryConfig;
import io.parley.schemas.AvroSerdes;
import io.parley.schemas.CatalogueConfig;
import io.parley.schemas.Topic;
import io.parley.schemas.Topics;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import static io.parley.gateway.client.TestClient.frame;
import static io.parley.gateway.client.TestClient.is;
import static io.parley.gateway.client.TestClient.newId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A user whom somebody has put into thousands of conversations: {@code -Dconversations=10000} for as many as it is built
 * for. Fewer by default, since other tests share the installation and wait for its store.
 */
class LargeInboxIT {

    private static final Logger LOG = LoggerFactory.getLogger(LargeInboxIT.class);

    private static final int CONVERSATIONS = Integer.getInteger("conversations", 2_000);
    private static final int LISTED = 200;
    private static final int MOST_BYTES = 300_000;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String TITLE = "A group that nobody asked for, with a title of some length ";

    private static RunningParley parley;
    private static String victim;

    @BeforeAll
    static void flood() throws IOException {
        parley = RunningParley.shared();
        victim = "victim-" + UUID.randomUUID();
        AtomicInteger created = new AtomicInteger();
        TestClient watching = TestClient.ready(parley.gateway(), parley.token(victim), frame -> {
            if (is(frame, "event")) {
                created.incrementAndGet();
            }
        });
        Topic<Command> topic = new Topics(CatalogueConfig.small()).commands();
        AvroSerdes serdes = new AvroSerdes(
                new HttpSchemaRegistry(RegistryConfig.of(parley.registryUrl().toString())));
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, parley.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < CONVERSATIONS; i++) {
                String id = newId();
                Create create = new Create(ConversationKind.GROUP, List.of(victim), TITLE + i);
                byte[] value = serdes.value(topic)
                        .serializer()
                        .serialize(topic.name(), new Command(id, "mallory", "c-" + i, create, false, null));
                // What isn't sent is missing in the end.
                var unused = producer.send(new ProducerRecord<>(topic.name(), id, value));
            }
        }
        await().atMost(PATIENCE).until(() -> created.get() >= CONVERSATIONS);
        watching.close();
    }

    @Test
    void shouldBeOnlineInASecondWithTheNewestConversations() {
        // When
        List<Duration> times = new ArrayList<>();
        List<JsonNode> frames = List.of();
        for (int i = 0; i < 5; i++) {
            String token = parley.token(victim);
            long before = System.nanoTime();
            try (TestClient client = TestClient.ready(parley.gateway(), token)) {
                times.add(Duration.ofNanos(System.nanoTime() - before));
                frames = client.received();
            }
        }

        // Then
        JsonNode last = frames.get(frames.size() - 1);
        assertThat(last.path("last").asBoolean()).isTrue();
        assertThat(last.path("more").asBoolean()).isTrue();
        int bytes = frames.stream()
                .mapToInt(each -> each.toString().getBytes(StandardCharsets.UTF_8).length)
                .sum();
        int entries = frames.stream()
                .mapToInt(each -> each.path("conversations").size())
                .sum();
        LOG.info("online after {}, {} bytes to the last frame of the inbox", times, bytes);
        assertThat(entries).isEqualTo(LISTED);
        assertThat(bytes).isLessThan(MOST_BYTES);
        assertThat(times).anyMatch(time -> time.compareTo(Duration.ofSeconds(1)) < 0);
    }

    @Test
    void shouldListAllOthersAndServeThem() {
        try (TestClient client = TestClient.ready(parley.gateway(), parley.token(victim))) {
            // Given
            Set<String> seen = new HashSet<>();
            client.received().forEach(each -> addIds(each, seen));
            JsonNode page = client.received().get(client.received().size() - 1);
            String oldest = null;

            // When
            while (page.path("more").asBoolean()) {
                String ref = newId();
                client.send(frame("list")
                        .put("ref", ref)
                        .put("before", page.path("cursor").asText())
                        .put("limit", 200));
                page = client.next(answer -> ref.equals(answer.path("ref").asText()));
                assertThat(addIds(page, seen)).isTrue();
                JsonNode entries = page.path("conversations");
                oldest = entries.get(entries.size() - 1).path("conversationId").asText();
            }

            // Then
            assertThat(seen).hasSize(CONVERSATIONS);
            String unlisted = oldest;
            try (TestClient other = TestClient.ready(parley.gateway(), parley.token(victim))) {
                ObjectNode open = frame("open").put("conversationId", unlisted);
                other.send(open);
                JsonNode opened = other.next("opened");
                assertThat(opened.path("conversationId").asText()).isEqualTo(unlisted);
                String id = other.message(unlisted, "hello");
                other.awaitEventOf(id);
            }
        }
    }

    @Test
    void shouldGetInWhenItReadsSlowlyIntoASmallBuffer() throws IOException {
        // Given
        URI gateway = parley.gateway();
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(4_096);
            socket.connect(new InetSocketAddress(gateway.getHost(), gateway.getPort()));
            socket.getOutputStream()
                    .write(("GET /v1/connect HTTP/1.1\r\nHost: " + gateway.getAuthority()
                                    + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nAuthorization: Bearer "
                                    + parley.token(victim) + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));

            // When
            String read = readSlowly(socket.getInputStream());

            // Then
            assertThat(read).contains("\"last\":true,\"more\":true");
        }
    }

    /** Reads about a megabyte per second, until the inbox is whole or the gateway gives up. */
    private static String readSlowly(InputStream in) throws IOException {
        StringBuilder read = new StringBuilder();
        byte[] some = new byte[4_096];
        int length = in.read(some);
        while (length > 0) {
            read.append(new String(some, 0, length, StandardCharsets.ISO_8859_1));
            if (read.indexOf("\"last\":true", Math.max(0, read.length() - 2 * some.length)) >= 0
                    && read.lastIndexOf("cursor") > read.lastIndexOf("\"last\":true")
                    && read.charAt(read.length() - 1) == '}') {
                return read.toString();
            }
            LockSupport.parkNanos(Duration.ofMillis(4).toNanos());
            length = in.read(some);
        }
        return read.toString();
    }

    private static boolean addIds(JsonNode frame, Set<String> seen) {
        boolean news = true;
        for (JsonNode entry : frame.path("conversations")) {
            news &= seen.add(entry.path("conversationId").asText());
        }
        return news;
    }
}
