package io.parley.bench;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MainTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine line = Main.commandLine(Map.of("PARLEY_GATEWAY_PORT", "1"))
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err));

    @Test
    void shouldSayInOneLineWhatToDoWhenNoParleyRuns() {
        // When
        int code = line.execute("bench", "direct", "--users", "2");

        // Then
        assertThat(code).isEqualTo(Main.FAILED);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .contains("no Parley answers at http://127.0.0.1:1");
    }

    @Test
    void shouldRefuseWhatMakesNoSense() {
        assertThat(line.execute("bench", "direct", "--rate", "0")).isEqualTo(Main.MISUSED);
        assertThat(err.toString()).contains("rate: 0.0 (expected: above 0");
        assertThat(line.execute("bench", "direct", "--duration", "30")).isEqualTo(Main.MISUSED);
        assertThat(err.toString()).contains("a duration such as 500ms");
        assertThat(line.execute("bench")).isEqualTo(Main.MISUSED);
        assertThat(line.execute("bench", "nonsense")).isEqualTo(Main.MISUSED);
    }

    @Test
    void shouldExplainEveryWorkload() {
        for (String workload : new String[] {"direct", "groups", "large", "mix", "search", "storm", "idle"}) {
            assertThat(line.execute("bench", workload, "--help")).as(workload).isEqualTo(Main.HELD);
        }
        assertThat(out.toString()).contains("--json", "--svg", "--rate", "--users", "--repeats");
    }

    @Test
    void shouldPrintAPlanWithAllThatItTakesForGranted() {
        // When
        int code = line.execute("plan", "--users", "50000000", "--messages-per-day", "1000000000");

        // Then
        assertThat(code).isEqualTo(Main.HELD);
        assertThat(out.toString())
                .contains("34,723", "gateways", "object storage, cold", "Taken for granted", "nothing was measured");
    }

    /** The design's load; what is measured is made up. */
    @Test
    void shouldPlanTheDesignsLoadAsBefore() throws Exception {
        // When
        int code = line.execute(
                "plan",
                "--users",
                "50000000",
                "--messages-per-day",
                "1000000000",
                "--measured",
                resource("mix-50.json").toString(),
                "--measured",
                resource("mix-300.json").toString(),
                "--measured-idle",
                resource("idle.json").toString());

        // Then
        assertThat(code).as(err.toString()).isEqualTo(Main.HELD);
        assertThat(out.toString()).isEqualTo(Files.readString(resource("plan.txt")));
    }

    @Test
    void shouldTakeOtherFiguresForGrantedWhenTold() {
        // When
        int code = line.execute(
                "plan", "--users", "1000", "--messages-per-day", "1000", "--assume", "copies=5", "--cores", "8");

        // Then
        assertThat(code).isEqualTo(Main.HELD);
        assertThat(out.toString().lines().map(String::strip))
                .anyMatch(line -> line.matches("copies +5  set .*"))
                .anyMatch(line -> line.matches("cores +8  set .*"));
        assertThat(line.execute("plan", "--users", "1", "--messages-per-day", "1", "--assume", "speed=5"))
                .isEqualTo(Main.MISUSED);
        assertThat(err.toString()).contains("assume: speed (expected: one of");
    }

    private static Path resource(String name) throws Exception {
        return Path.of(MainTest.class.getResource("/plan/" + name).toURI());
    }

    @Test
    void shouldReadDurationsAsPeopleWriteThem() {
        assertThat(Durations.parse("500ms")).isEqualTo(Duration.ofMillis(500));
        assertThat(Durations.parse("30s")).isEqualTo(Duration.ofSeconds(30));
        assertThat(Durations.parse("5m")).isEqualTo(Duration.ofMinutes(5));
        assertThat(Durations.parse("1h")).isEqualTo(Duration.ofHours(1));
        assertThatThrownBy(() -> Durations.parse("soon")).hasMessageContaining("soon (expected");
    }
}
