package io.parley.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.gateway.Gateway;
import io.parley.gateway.GatewayProcess;
import io.parley.gateway.GatewaySettings;
import io.parley.gateway.client.TestClient;
import io.parley.history.History;
import io.parley.history.HistorySettings;
import io.parley.runtime.config.Settings;
import io.parley.servers.RealServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Two gateways are restarted one after the other while people chat over both: nobody misses anything. */
class RollingRestartIT {

    private static final int CHATS = 3;
    private static final int MILLIS_BETWEEN_ROUNDS = 60;
    private static final int MESSAGES_BETWEEN_STEPS = 20;
    private static final Duration RECOVERY = Duration.ofSeconds(60);
    private static final int GOING_AWAY = 1001;

    private final String secret = "a secret of a test: " + UUID.randomUUID();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ScheduledExecutorService load = Executors.newSingleThreadScheduledExecutor();
    private History history;
    private Slot first;
    private Slot second;

    @BeforeEach
    void start() {
        first = new Slot("roll-1");
        second = new Slot("roll-2");
        history = History.open(HistorySettings.read(first.settings));
        first.start();
        second.start();
    }

    @AfterEach
    void stop() {
        load.shutdownNow();
        threads.shutdownNow();
        first.close();
        second.close();
        history.close();
    }

    @Test
    void shouldLoseAndDoubleNothingWhenTwoGatewaysAreRestartedInTurnUnderLoad() {
        // Given
        List<Chat> chats = IntStream.range(0, CHATS).mapToObj(i -> new Chat()).toList();
        chats.forEach(Chat::begin);
        var unused = load.scheduleAtFixedRate(
                () -> chats.forEach(Chat::say), 0, MILLIS_BETWEEN_ROUNDS, TimeUnit.MILLISECONDS);

        // When
        awaitMessages(chats);
        first.close();
        awaitMessages(chats);
        first.start();
        awaitMessages(chats);
        second.close();
        awaitMessages(chats);
        second.start();
        awaitMessages(chats);
        load.shutdown();
        await().atMost(TestClient.PATIENCE).until(load::isTerminated);

        // Then
        chats.forEach(Chat::assertEachOnceInOneOrder);
        List<Wanderer> wanderers = chats.stream().flatMap(Chat::wanderers).toList();
        wanderers.forEach(Wanderer::stop);
        assertThat(wanderers)
                .allSatisfy(wanderer -> assertThat(wanderer.ends()).isNotEmpty().containsOnly(GOING_AWAY));
    }

    /** Lets some more be said. */
    private static void awaitMessages(List<Chat> chats) {
        Chat any = chats.get(0);
        int before = any.said();
        await().atMost(TestClient.PATIENCE).until(() -> any.said() >= before + MESSAGES_BETWEEN_STEPS);
    }

    /** A conversation of two who write and two who read, one of each over either gateway at first. */
    private final class Chat {

        private final List<PersistentWriter> writers = new ArrayList<>();
        private final List<FollowingClient> readers = new ArrayList<>();
        private final List<Wanderer> wanderers = new ArrayList<>();

        void begin() {
            List<String> users = Stream.of("writer-1", "writer-2", "reader-1", "reader-2")
                    .map(role -> role + "-" + UUID.randomUUID())
                    .toList();
            String conversation;
            try (TestClient creator = TestClient.ready(first.url, token(users.get(0)))) {
                conversation = creator.group("Rolling", users.subList(1, 4).toArray(String[]::new));
            }
            for (List<URI> way : List.of(List.of(first.url, second.url), List.of(second.url, first.url))) {
                String writerId = users.get(writers.size());
                PersistentWriter writer = new PersistentWriter(first.url, writerId, token(writerId), conversation);
                writers.add(writer);
                wanderers.add(new Wanderer(way, writer::connect, writer::catchUpUnaccepted));
                FollowingClient reader =
                        new FollowingClient(first.url, token(users.get(2 + readers.size())), conversation);
                readers.add(reader);
                wanderers.add(new Wanderer(way, reader::connect, reader::catchUp));
            }
            wanderers.forEach(wanderer -> wanderer.start(threads));
            await().atMost(TestClient.PATIENCE).until(() -> wanderers.stream().allMatch(Wanderer::hasArrived));
        }

        void say() {
            writers.forEach(writer -> writer.say("another message"));
        }

        int said() {
            return writers.get(0).ids().size();
        }

        Stream<Wanderer> wanderers() {
            return wanderers.stream();
        }

        void assertEachOnceInOneOrder() {
            List<String> written =
                    writers.stream().flatMap(writer -> writer.ids().stream()).toList();
            for (FollowingClient reader : readers) {
                await().atMost(RECOVERY).untilAsserted(() -> {
                    wanderers.forEach(Wanderer::requireWell);
                    assertThat(reader.events().size())
                            .describedAs("%s, %s, %s", wanderers, writers, reader.faults())
                            .isGreaterThan(written.size());
                });
                assertThat(reader.faults()).isEmpty();
                assertThat(reader.events())
                        .extracting(event -> event.path("sequence").asLong())
                        .containsExactlyElementsOf(LongStream.rangeClosed(1, written.size() + 1L)
                                .boxed()
                                .toList());
                assertThat(ids(reader)).containsExactlyInAnyOrderElementsOf(written);
                assertThat(ids(reader)).isEqualTo(ids(readers.get(0)));
            }
        }

        private List<String> ids(FollowingClient reader) {
            return reader.events().stream()
                    .skip(1)
                    .map((JsonNode event) -> event.path("id").asText())
                    .toList();
        }

        private String token(String userId) {
            return RunningParley.token(first.url, userId);
        }
    }

    /** A gateway that can be started again, as what it was. */
    private final class Slot {

        private final Settings settings;
        private final URI url;
        private Gateway running;

        Slot(String id) {
            RunningParley parley = RunningParley.shared();
            int port = RealServers.get().freePort();
            Map<String, String> values = new HashMap<>(Map.of(
                    "gateway.id", id,
                    "gateway.host", "127.0.0.1",
                    "gateway.port", String.valueOf(port),
                    "management.host", "127.0.0.1",
                    "management.port", "0",
                    "gateway.unready-wait", "200ms",
                    "gateway.reconnect-spread", "1s",
                    "token.secret", secret,
                    "token.dev-tokens", "true"));
            values.put("kafka.bootstrap-servers", parley.bootstrapServers());
            values.put("registry.url", parley.registryUrl().toString());
            values.put(
                    "history.contact-points", "127.0.0.1:" + parley.cassandra().getPort());
            settings = Settings.of(values, GatewayProcess.keys());
            url = URI.create("http://127.0.0.1:" + port);
        }

        void start() {
            running = new Gateway(GatewaySettings.read(settings), history.reader());
            running.start();
        }

        void close() {
            running.close();
        }
    }
}
