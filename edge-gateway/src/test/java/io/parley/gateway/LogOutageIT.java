package io.parley.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.parley.avro.ConversationKind;
import io.parley.avro.Event;
import io.parley.avro.InboxEntry;
import io.parley.avro.Message;
import io.parley.avro.SessionState;
import io.parley.gateway.client.TestClient;
import io.parley.schemas.CatalogueConfig;
import io.parley.servers.KafkaBroker;
import io.parley.servers.RealServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The gateway while its broker is away, and after. */
class LogOutageIT {

    private static final String GATEWAY = "gateway-outage";
    private static final String PREFIX = "outage.";

    private static final int PAUSE_ABOVE = 1 << 20;
    private static final String LONG_TEXT = "x".repeat(16_000);
    private static final Duration MOST_BEYOND_THE_DRAIN = Duration.ofSeconds(15);

    private final HttpClient http = HttpClient.newHttpClient();
    private final String conversation = UUID.randomUUID().toString();

    private final String registry = RealServers.get().registryUrl();
    private KafkaBroker broker;
    private TestLog log;

    @TempDir
    private Path folder;

    @BeforeEach
    void startBroker() throws Exception {
        broker = RealServers.get().newBroker(folder);
        broker.start();
        log = new TestLog(
                broker.bootstrapServers(), registry, new CatalogueConfig(PREFIX, 4, 4, (short) 1, Duration.ofDays(1)));
        log.createTopics();
    }

    @AfterEach
    void stopBroker() {
        log.close();
        broker.close();
    }

    @Test
    void shouldSayUnavailableAndGoOnWhenTheBrokerWasAway() throws Exception {
        // Given
        try (StandIn standIn = new StandIn(log);
                Gateway gateway = new Gateway(
                        GatewaySetup.config(GATEWAY, broker.bootstrapServers(), registry, PREFIX),
                        new StoredConversations())) {
            standIn.inbox("alice", entry());
            gateway.start();
            URI uri = URI.create("http://127.0.0.1:" + gateway.port());
            TestClient leaving = TestClient.of(uri, "bob");
            try (TestClient client = TestClient.of(uri, "alice")) {
                // When
                broker.stop();
                client.message("m1", conversation, "while it is away");
                JsonNode rejected = client.next("rejected");
                leaving.close();
                await().atMost(TestClient.PATIENCE).until(() -> readiness(gateway) == 503);
                broker.start();
                await().atMost(TestClient.PATIENCE).until(() -> readiness(gateway) == 200);
                client.message("m1", conversation, "while it is away");

                // Then
                assertThat(rejected.path("id").asText()).isEqualTo("m1");
                assertThat(rejected.path("code").asText()).isEqualTo("unavailable");
                assertThat(rejected.path("retryAfterMs").asLong()).isPositive();
                assertThat(client.next("accepted").path("id").asText()).isEqualTo("m1");
                standIn.event(GATEWAY, message(), "alice");
                client.nextEvent(conversation, 2);
                await().atMost(TestClient.PATIENCE)
                        .untilAsserted(() -> assertThat(standIn.changes()).anySatisfy(change -> {
                            assertThat(change.getUserId()).isEqualTo("bob");
                            assertThat(change.getChange()).isEqualTo(SessionState.DISCONNECTED);
                        }));
            }
        }
    }

    @Test
    void shouldHaveAllThatItAcceptedWhenClientsSendAgainAfterTheBrokerWasAway() throws Exception {
        // Given
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try (StandIn standIn = new StandIn(log);
                Gateway gateway = new Gateway(
                        GatewaySetup.config(
                                GATEWAY,
                                broker.bootstrapServers(),
                                registry,
                                PREFIX,
                                Map.of("gateway.pause-above-bytes", Integer.toString(PAUSE_ABOVE))),
                        new StoredConversations(),
                        meters)) {
            standIn.inbox("alice", entry());
            gateway.start();
            List<String> before = ids("before", 10);
            List<String> during = ids("during", 2 * PAUSE_ABOVE / LONG_TEXT.length());
            try (TestClient client = TestClient.of(URI.create("http://127.0.0.1:" + gateway.port()), "alice")) {
                before.forEach(id -> client.message(id, conversation, "before"));
                before.forEach(id ->
                        assertThat(answer(client, id).path("type").asText()).isEqualTo("accepted"));

                // When
                broker.stop();
                during.forEach(id -> client.message(id, conversation, LONG_TEXT));
                List<JsonNode> answers =
                        during.stream().map(id -> answer(client, id)).toList();
                broker.start();
                await().atMost(TestClient.PATIENCE).until(() -> readiness(gateway) == 200);
                during.forEach(id -> client.message(id, conversation, LONG_TEXT));
                during.forEach(id -> sendUntilAccepted(client, id));

                // Then
                assertThat(answers).allSatisfy(answer -> {
                    assertThat(answer.path("code").asText()).isEqualTo("unavailable");
                    assertThat(answer.path("retryAfterMs").asLong()).isPositive();
                });
                assertThat(meters.counter("parley.gateway.reading.paused", "reason", "log")
                                .count())
                        .isPositive();
                List<String> written = log.all(log.topics().commands()).stream()
                        .map(command -> command.value().getCommandId())
                        .toList();
                assertThat(written).containsAll(during);
                assertThat(written).filteredOn(before::contains).containsExactlyElementsOf(before);
            }
        }
    }

    @Test
    void shouldLeaveInTimeWhenTheBrokerIsAway() throws Exception {
        // Given
        GatewayConfig config = GatewaySetup.config(GATEWAY, broker.bootstrapServers(), registry, PREFIX);
        Gateway gateway = new Gateway(config, new StoredConversations());
        TestClient client;
        try (StandIn standIn = new StandIn(log)) {
            standIn.inbox("alice", entry());
            gateway.start();
            client = TestClient.of(URI.create("http://127.0.0.1:" + gateway.port()), "alice");
        }
        broker.stop();
        client.message("m1", conversation, "too late");
        await().until(() -> readMessages(gateway) == 1);

        // When
        CompletableFuture<Void> left = CompletableFuture.runAsync(gateway::close);

        // Then
        assertThat(client.next("rejected").path("code").asText()).isEqualTo("unavailable");
        assertThat(client.awaitClose()).isEqualTo(1001);
        assertThat(left).succeedsWithin(config.life().drainTimeout().plus(MOST_BEYOND_THE_DRAIN));
    }

    /** The gateway's answer to a command. */
    private static JsonNode answer(TestClient client, String id) {
        return client.next(frame -> frame.path("id").asText().equals(id));
    }

    /** Takes the answer, and as long as it is {@code unavailable} sends the command again. */
    private void sendUntilAccepted(TestClient client, String id) {
        await().atMost(TestClient.PATIENCE).until(() -> {
            JsonNode answer = answer(client, id);
            boolean accepted = answer.path("type").asText().equals("accepted");
            if (!accepted) {
                assertThat(answer.path("code").asText()).isEqualTo("unavailable");
                client.message(id, conversation, LONG_TEXT);
            }
            return accepted;
        });
    }

    private static List<String> ids(String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> prefix + "-" + number)
                .toList();
    }

    /** The number of clients' messages that the gateway has read. */
    private double readMessages(Gateway gateway) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + gateway.managementPort() + "/metrics");
        return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body()
                .lines()
                .filter(line -> line.startsWith("parley_gateway_frames_in_total{type=\"send\"}"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private int readiness(Gateway gateway) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + gateway.managementPort() + "/readyz");
        return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .statusCode();
    }

    private InboxEntry entry() {
        return new InboxEntry(
                conversation, ConversationKind.GROUP, "title", 1L, 0L, 0, false, null, Instant.EPOCH, null);
    }

    private Event message() {
        return new Event(conversation, 2L, "i", "bob", Instant.EPOCH, new Message("text", "text/plain", false, null));
    }
}
