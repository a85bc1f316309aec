package io.parley.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the well-known WebSocket test suite against the public port, with an echo in place of the session's handling of
 * texts: all handlers between the bytes and the session are the real ones, and so are the answers to Ping, Close and
 * invalid input. The suite runs as a separate process, independent of the build.
 */
class AutobahnIT {

    private static final Path SUITE = Path.of("target", "autobahn").toAbsolutePath();
    private static final Duration BOUND = Duration.ofMinutes(30);

    /** Of 9, which is about sizes and times, a few; the profile "long" has them all. */
    private static final List<String> CASES = List.of(
            "1.*", "2.*", "3.*", "4.*", "5.*", "6.*", "7.*", "9.1.1", "9.1.2", "9.1.3", "9.2.2", "9.2.3", "9.4.9",
            "9.6.6", "9.7.1", "9.8.1", "10.*");

    private static final Set<String> GOOD = Set.of("OK", "NON-STRICT", "INFORMATIONAL");
    private static final int LEAST = 200;

    @TempDir
    Path folder;

    @Test
    void shouldAnswerAsTheStandardSaysWhenSuiteTriesAllThatItKnows() throws Exception {
        // Given
        try (LoopbackGateway gateway = LoopbackGateway.unlimited()) {
            String token = gateway.token("autobahn");
            int port = gateway.listen("127.0.0.1", 0, pipeline -> new EchoPipeline(pipeline, token));

            // The first connection loads classes, for which the suite wouldn't wait on a busy machine.
            echo(URI.create("ws://127.0.0.1:" + port));
            Files.deleteIfExists(reports().resolve("index.json"));

            // When
            Path log = SUITE.resolve("client.log");
            Process client = client(port, log);
            boolean ended = client.waitFor(BOUND.toMinutes(), TimeUnit.MINUTES);
            client.destroyForcibly().waitFor();

            // Then
            assertThat(ended).as("ended in time; see %s", log).isTrue();
            assertThat(results())
                    .as("results; see %s", log)
                    .hasSizeGreaterThanOrEqualTo(LEAST)
                    .allSatisfy((name, behavior) -> assertThat(behavior).isIn(GOOD));
        }
    }

    private static void echo(URI server) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(server, new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(WebSocket webSocket, CharSequence text, boolean last) {
                        answer.complete(text.toString());
                        return null;
                    }
                })
                .join();
        socket.request(1);
        socket.sendText("hello", true).join();
        assertThat(answer.orTimeout(BOUND.toMinutes(), TimeUnit.MINUTES).join()).isEqualTo("hello");
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    }

    private Process client(int port, Path log) throws IOException {
        Path settings = folder.resolve("settings.json");
        new ObjectMapper()
                .writeValue(
                        settings.toFile(),
                        Map.of(
                                "options", Map.of("failByDrop", false),
                                "outdir", reports().toString(),
                                "servers", List.of(Map.of("agent", "parley", "url", "ws://127.0.0.1:" + port)),
                                "cases", cases(),
                                "exclude-cases", List.of(),
                                "exclude-agent-cases", Map.of()));
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                // It would keep what it compiles beside its jar, or in the home folder.
                "-Dpython.cachedir.skip=true",
                "-cp",
                SUITE + "/*",
                "org.python.util.jython",
                Path.of("src", "test", "resources", "autobahn", "client.py")
                        .toAbsolutePath()
                        .toString(),
                settings.toString());
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    private static List<String> cases() {
        List<String> cases = new ArrayList<>(CASES);
        String more = System.getProperty("parley.autobahn.more", "");
        if (!more.isEmpty()) {
            cases.add(more);
        }
        return cases;
    }

    private Map<String, String> results() throws IOException {
        JsonNode index =
                new ObjectMapper().readTree(reports().resolve("index.json").toFile());
        Map<String, String> results = new TreeMap<>();
        index.path("parley")
                .fields()
                .forEachRemaining(result -> results.put(
                        result.getKey(), result.getValue().path("behavior").asText()));
        return results;
    }

    private static Path reports() {
        return SUITE.resolve("reports");
    }
}
