package io.parley.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.standalone.Standalone;
import io.parley.standalone.StandaloneConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** Each workload, small, against all of Parley on real servers: what is right is asserted, never how fast it was. */
class BenchIT {

    private static Standalone parley;

    @TempDir
    Path folder;

    private final StringWriter output = new StringWriter();

    @BeforeAll
    static void start() throws Exception {
        Path data = Files.createTempDirectory(Files.createDirectories(Path.of("target", "parley-it")), "data-");
        parley = new Standalone(StandaloneConfig.onFreePorts(data)
                .with("gateway.heartbeat-interval", "2s")
                .with("gateway.idle-timeout", "8s"));
        parley.start();
    }

    @AfterAll
    static void stop() {
        parley.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct", "groups", "large", "mix"})
    void shouldGetEveryMessageOnceAndInOrderToEverybody(String workload) throws Exception {
        // When
        JsonNode report = run(workload, "--users", "40", "--rate", "40", "--warm-up", "500ms", "--duration", "2s");

        // Then
        JsonNode verdict = report.path("load").path("verdict");
        assertThat(verdict.path("sent").asInt()).isEqualTo(100);
        assertThat(verdict.path("delivered").asLong())
                .isEqualTo(verdict.path("expected").asLong())
                .isGreaterThanOrEqualTo(200);
        assertThat(report.path("faults")).isEmpty();
        assertThat(report.path("load").path("recipients").path("count").asLong())
                .isPositive();
        assertThat(report.path("load").path("own").path("count").asLong()).isEqualTo(80);
        assertThat(report.path("load").path("accepted").path("count").asLong()).isEqualTo(80);
        assertThat(report.path("load").path("cost").path("consumption").path("stack"))
                .isNotEmpty();
        JsonNode traffic = report.path("load").path("traffic");
        assertThat(traffic.path("received").path("event").asLong()).isPositive();
        assertThat(traffic.path("readsSent").asLong() > 0).as(output.toString()).isEqualTo(!workload.equals("large"));
        assertThat(traffic.path("received").path("read").asLong() > 0)
                .as(output.toString())
                .isEqualTo(!workload.equals("large"));
        JsonNode inside = report.path("load").path("inside");
        assertThat(inside.path("hops").findValuesAsText("name"))
                .contains(
                        "gateway to log",
                        "log to the conversation's owner",
                        "decision and expansion",
                        "log to the users' owners",
                        "routing",
                        "log to gateway",
                        "gateway to socket",
                        "log to store, all the way");
        assertThat(inside.path("topicBytes").path("parley.events").asLong()).isPositive();
        assertThat(Files.readString(folder.resolve("result.svg"))).contains("</svg>");
        assertThat(output.toString()).contains("Every message came once and in order to everybody.");
    }

    @Test
    void shouldLeaveOutWhoReadsNothing() throws Exception {
        // When
        JsonNode report = run(
                "groups", "--users", "40", "--rate", "40", "--warm-up", "500ms", "--duration", "2s", "--stalled", "25");

        // Then: of ten members two or three are not counted
        JsonNode load = report.path("load");
        assertThat(load.path("stalling").path("clients").asInt()).isEqualTo(10);
        assertThat(load.path("verdict").path("expected").asLong()).isBetween(700L, 800L);
        assertThat(load.path("verdict").path("delivered").asLong())
                .isEqualTo(load.path("verdict").path("expected").asLong());
        assertThat(report.path("faults")).isEmpty();
    }

    @Test
    void shouldOpenSessionsInAStorm() throws Exception {
        // When
        JsonNode report = run("storm", "--users", "60");

        // Then
        assertThat(report.path("connects").path("sessions").asInt()).isEqualTo(60);
        assertThat(report.path("connects").path("latency").path("count").asInt())
                .isEqualTo(60);
        assertThat(report.path("faults")).isEmpty();
    }

    @Test
    void shouldKeepIdleSessionsPastTheServersIdleTimeOut() throws Exception {
        // When: a client that answers no Pings is closed after 8 s
        JsonNode report = run("idle", "--users", "30", "--duration", "10s");

        // Then
        assertThat(report.path("idle").path("broken").asInt(-1)).isZero();
        assertThat(report.path("faults")).isEmpty();
    }

    @Test
    void shouldGetEveryMessageToEverybodyBesideAHostileAccount() throws Exception {
        // When
        JsonNode report = run(
                "hostile",
                "--users",
                "40",
                "--rate",
                "20",
                "--warm-up",
                "500ms",
                "--duration",
                "4s",
                "--sessions",
                "6",
                "--hostile-rate",
                "35",
                "--turns",
                "1");

        // Then
        assertThat(report.path("turns")).hasSize(2);
        for (JsonNode turn : report.path("turns")) {
            assertThat(turn.path("verdict").path("refused").asLong(-1)).isZero();
            assertThat(turn.path("verdict").path("delivered").asLong())
                    .isEqualTo(turn.path("verdict").path("expected").asLong())
                    .isPositive();
        }
        assertThat(report.path("deeds").path("acts")).hasSize(7);
    }

    @Test
    void shouldSearchUntilTheBestIsConfirmed() throws Exception {
        // When
        JsonNode report = run(
                "search",
                "direct",
                "--users",
                "10",
                "--rate",
                "2",
                "--warm-up",
                "1s",
                "--duration",
                "2s",
                "--limit",
                "1ms",
                "--repeats",
                "1");

        // Then: nothing is that fast, and nothing is lost on the way
        assertThat(report.path("search").path("trials")).isNotEmpty();
        assertThat(report.path("search").path("best").asDouble(-1)).isZero();
        assertThat(report.path("faults")).isEmpty();
    }

    private JsonNode run(String... arguments) throws Exception {
        Path json = folder.resolve("result.json");
        List<String> all = new ArrayList<>(List.of("bench"));
        all.addAll(List.of(arguments));
        all.addAll(List.of(
                "--url",
                parley.chatUrl().toString(),
                "--metrics",
                parley.managementUrl() + "/metrics",
                "--longest-lag",
                "1h",
                "--json",
                json.toString(),
                "--svg",
                folder.resolve("result.svg").toString()));
        int code = Main.commandLine(Map.of(
                        "PARLEY_TOKEN_DEV_TOKENS_CODE", parley.tokenCode().orElseThrow()))
                .setOut(new PrintWriter(output))
                .setErr(new PrintWriter(output))
                .execute(all.toArray(String[]::new));
        assertThat(code).as(output.toString()).isZero();
        return new ObjectMapper().readTree(json.toFile());
    }
}
