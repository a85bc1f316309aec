package io.parley.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.gateway.client.TestClient;
import io.parley.servers.ConnectWorker;
import io.parley.servers.RealServers;
import io.parley.servers.RealServers.Kind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Parley as separate processes, of which some are killed without a warning while people chat: nothing that was sent is
 * lost, nothing is doubled, no number is left out.
 */
class FaultsIT {

    private static final Duration RECOVERY = Duration.ofSeconds(90);
    private static final String PREFIX = "faults.";
    private static final int MESSAGES = 300;

    private static Path folder;
    private static Map<String, String> installation;
    private static URI gatewayUrl;
    private static URI managementUrl;
    private static ConnectWorker connect;
    private static ParleyProcess gateway;
    private static List<ParleyProcess> topologies;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        RealServers servers = RealServers.get().start(Kind.BROKER, Kind.REGISTRY, Kind.CASSANDRA);
        folder = Files.createTempDirectory(Files.createDirectories(Path.of("target", "faults-it")), "run-");
        installation = Map.of(
                "kafka.bootstrap-servers",
                servers.bootstrapServers(),
                "registry.url",
                servers.registryUrl(),
                "topics.prefix",
                PREFIX,
                "topics.replication",
                "1");
        connect = new ConnectWorker(new ConnectWorker.Config(servers.bootstrapServers(), 0, PREFIX, Map.of()));
        connect.start();
        Map<String, String> store = Map.of(
                "history.contact-points", address(servers.cassandraContactPoint()),
                "history.local-datacenter", "datacenter1",
                "history.keyspace", "faults");
        setUp(with(
                store,
                "redis.url",
                servers.redisUri().toString(),
                "setup.connect-url",
                connect.url().toString()));

        int port = RealServers.get().freePort();
        int managementPort = RealServers.get().freePort();
        gatewayUrl = URI.create("http://127.0.0.1:" + port);
        managementUrl = URI.create("http://127.0.0.1:" + managementPort);
        gateway = process(
                "gateway",
                with(
                        store,
                        "gateway.id",
                        "gateway-1",
                        "gateway.host",
                        "127.0.0.1",
                        "gateway.port",
                        String.valueOf(port),
                        "management.port",
                        String.valueOf(managementPort),
                        "token.dev-tokens",
                        "true",
                        "token.secret",
                        "a secret of a test: " + UUID.randomUUID()));
        topologies = List.of(topology("conversation"), topology("user"), topology("presence"));
        topologies.forEach(ParleyProcess::start);
        gateway.start();
        awaitReady();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        topologies.forEach(ParleyProcess::close);
        connect.close();
    }

    @Test
    void shouldLoseAndDoubleNothingWhenTheTopologiesAreKilled() {
        // Given
        Chat chat = Chat.begin();
        chat.say(MESSAGES);

        // When
        topologies.forEach(ParleyProcess::kill);
        chat.say(MESSAGES);
        topologies.forEach(ParleyProcess::start);
        chat.say(MESSAGES);

        // Then
        await().atMost(RECOVERY).until(() -> !chat.writer.hasPending());
        chat.assertEachOnceInOneOrder(3 * MESSAGES);
    }

    @Test
    void shouldLoseAndDoubleNothingWhenTheGatewayIsKilled() {
        // Given
        Chat chat = Chat.begin();
        chat.say(MESSAGES);

        // When
        gateway.kill();
        gateway.start();
        awaitReady();
        chat.reader.drop();
        chat.reader.connect();
        chat.writer.connect();
        chat.say(MESSAGES);

        // Then
        await().atMost(RECOVERY).until(() -> !chat.writer.hasPending());
        chat.assertEachOnceInOneOrder(2 * MESSAGES);
    }

    @Test
    void shouldLoseAndDoubleNothingWhenEverythingIsSentTwice() {
        // Given
        Chat chat = Chat.begin();
        chat.say(MESSAGES);

        // When
        chat.writer.sendAgain();

        // Then
        await().atMost(RECOVERY).until(() -> !chat.writer.hasPending());
        chat.assertEachOnceInOneOrder(MESSAGES);
    }

    /** One who writes and one who reads. */
    private record Chat(PersistentWriter writer, FollowingClient reader) {

        static Chat begin() {
            String writerId = "writer-" + UUID.randomUUID();
            String readerId = "reader-" + UUID.randomUUID();
            String token = RunningParley.token(gatewayUrl, writerId);
            TestClient creator = TestClient.ready(gatewayUrl, token);
            String conversation = creator.group("Faults", readerId);
            creator.close();
            PersistentWriter writer = new PersistentWriter(gatewayUrl, writerId, token, conversation);
            writer.connect();
            FollowingClient reader =
                    new FollowingClient(gatewayUrl, RunningParley.token(gatewayUrl, readerId), conversation);
            reader.connect();
            return new Chat(writer, reader);
        }

        void say(int count) {
            for (int i = 0; i < count; i++) {
                writer.say("message " + i);
            }
        }

        void assertEachOnceInOneOrder(int messages) {
            await().atMost(RECOVERY).until(() -> reader.events().size() >= messages + 1);
            assertThat(reader.faults()).isEmpty();
            List<JsonNode> events = reader.events();
            assertThat(events)
                    .extracting(event -> event.path("sequence").asLong())
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, messages + 1L).boxed().toList());
            assertThat(events.stream().skip(1))
                    .extracting(event -> event.path("id").asText())
                    .containsExactlyInAnyOrderElementsOf(writer.ids());
            reader.drop();
            writer.close();
        }
    }

    private static void setUp(Map<String, String> settings) throws InterruptedException {
        Map<String, String> all = new HashMap<>(installation);
        all.putAll(settings);
        SetupProcess.run(io.parley.runtime.config.Settings.of(all, SetupProcess.keys()));
    }

    private static ParleyProcess topology(String name) {
        return process(
                name,
                Map.of(
                        "streams.state-dir",
                                folder.resolve("state").toAbsolutePath().toString(),
                        "streams.group-instance-id", "one",
                        "management.port", String.valueOf(RealServers.get().freePort())));
    }

    private static ParleyProcess process(String kind, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(installation);
        all.putAll(settings);
        return new ParleyProcess(kind, folder, all);
    }

    private static Map<String, String> with(Map<String, String> settings, String... more) {
        Map<String, String> all = new HashMap<>(settings);
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return all;
    }

    private static void awaitReady() {
        HttpRequest request =
                HttpRequest.newBuilder(managementUrl.resolve("/readyz")).build();
        await().atMost(RECOVERY)
                .ignoreException(ConnectException.class)
                .until(() -> HttpClient.newHttpClient()
                                .send(request, BodyHandlers.discarding())
                                .statusCode()
                        == 200);
    }

    private static String address(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }
}
