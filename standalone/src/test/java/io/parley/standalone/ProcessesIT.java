package io.parley.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.gateway.client.TestClient;
import io.parley.servers.RealServers;
import io.parley.servers.RealServers.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Each part as a process of its own, set by its environment alone, as in the compose file; two gateways. */
class ProcessesIT {

    /** What the operations guide says that the end of a gateway takes at most. */
    private static final Duration LONGEST_END = Duration.ofSeconds(25);

    /** 128 and the number of SIGTERM. */
    private static final int TERMINATED = 143;

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int GOING_AWAY = 1001;
    private static final String PREFIX = "processes.";

    private final RealServers servers = RealServers.get();
    private final Map<String, Process> processes = new HashMap<>();
    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    @AfterEach
    void endAll() {
        processes.values().forEach(process -> process.destroyForcibly().onExit().join());
    }

    @Test
    void shouldCarryMessagesBetweenGatewaysAndSendClientsAwayInOrderWhenEveryPartIsAProcess() throws Exception {
        // Given
        servers.start(Kind.values());
        int connectPort = RealServers.get().freePort();
        start("connect", Map.of("PARLEY_CONNECT_PORT", Integer.toString(connectPort), "PARLEY_MANAGEMENT_PORT", "0"));
        Process setup = start("setup", setupEnvironment(connectPort));
        for (String application : List.of("conversation", "user", "presence")) {
            start(
                    application,
                    Map.of(
                            "PARLEY_STREAMS_STATE_DIR",
                            folder.resolve(application).toString(),
                            "PARLEY_MANAGEMENT_PORT",
                            "0"));
        }
        assertThat(setup.waitFor()).as(output("setup")).isZero();
        URI first = startGateway("gateway-1");
        URI second = startGateway("gateway-2");
        String aliceId = "alice-" + UUID.randomUUID();
        String bobId = "bob-" + UUID.randomUUID();

        try (TestClient alice = TestClient.ready(first, RunningParley.token(first, aliceId));
                TestClient bob = TestClient.ready(second, RunningParley.token(second, bobId))) {
            // When
            String conversation = alice.group("Plans", bobId);
            String id = alice.message(conversation, "across");

            // Then
            assertThat(bob.awaitEventOf(id).path("content").asText()).isEqualTo("across");
            await().atMost(PATIENCE)
                    .until(() -> bob.history(TestClient.frame("history")
                                            .put("conversationId", conversation)
                                            .put("through", 2))
                                    .path("events")
                                    .size()
                            == 2);

            // And when a gateway is told to end
            Process ending = processes.get("gateway-1");
            ending.destroy();

            // Then
            JsonNode goaway = alice.awaitFrame(frame -> TestClient.is(frame, "goaway"));
            assertThat(goaway.path("reconnectAfterMs").asLong()).isPositive();
            assertThat(goaway.path("reason").asText()).isNotEmpty();
            assertThat(alice.closed()).succeedsWithin(PATIENCE).isEqualTo(GOING_AWAY);
            assertThat(ending.waitFor(LONGEST_END.toSeconds(), TimeUnit.SECONDS))
                    .as(output("gateway-1"))
                    .isTrue();
            assertThat(ending.exitValue()).as(output("gateway-1")).isEqualTo(TERMINATED);
            try (TestClient again = TestClient.ready(second, RunningParley.token(second, aliceId))) {
                String answer = again.message(conversation, "from the other one");
                assertThat(bob.awaitEventOf(answer).path("sequence").asLong()).isEqualTo(3);
            }
        }
    }

    private URI startGateway(String id) throws Exception {
        int port = RealServers.get().freePort();
        int managementPort = RealServers.get().freePort();
        start(
                "gateway",
                id,
                Map.of(
                        "PARLEY_GATEWAY_ID",
                        id,
                        "PARLEY_GATEWAY_HOST",
                        "127.0.0.1",
                        "PARLEY_GATEWAY_PORT",
                        Integer.toString(port),
                        "PARLEY_MANAGEMENT_PORT",
                        Integer.toString(managementPort),
                        "PARLEY_TOKEN_DEV_TOKENS",
                        "true",
                        "PARLEY_TOKEN_SECRET",
                        "0123456789abcdef0123456789abcdef",
                        "PARLEY_HISTORY_CONTACT_POINTS",
                        cassandra()));
        HttpRequest ready = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + "/readyz"))
                .build();
        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> http.send(ready, BodyHandlers.discarding()).statusCode() == 200);
        return URI.create("http://127.0.0.1:" + port);
    }

    private Map<String, String> setupEnvironment(int connectPort) {
        return Map.of(
                "PARLEY_HISTORY_CONTACT_POINTS", cassandra(),
                "PARLEY_REDIS_URL", servers.redisUri().toString(),
                "PARLEY_SETUP_CONNECT_URL", "http://127.0.0.1:" + connectPort);
    }

    private String cassandra() {
        return "127.0.0.1:" + servers.cassandraContactPoint().getPort();
    }

    private Process start(String kind, Map<String, String> environment) throws IOException {
        return start(kind, kind, environment);
    }

    private Process start(String kind, String name, Map<String, String> own) throws IOException {
        Map<String, String> environment = new HashMap<>(own);
        environment.put("PARLEY_KAFKA_BOOTSTRAP_SERVERS", servers.bootstrapServers());
        environment.put("PARLEY_REGISTRY_URL", servers.registryUrl());
        environment.put("PARLEY_TOPICS_PREFIX", PREFIX);
        ProcessBuilder builder =
                ParleyProcess.jvm("256m", kind).redirectOutput(log(name).toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        processes.put(name, process);
        return process;
    }

    private Path log(String name) {
        return folder.resolve(name + ".log");
    }

    private String output(String name) throws IOException {
        return Files.readString(log(name), StandardCharsets.UTF_8);
    }
}
