package io.parley.bench.plan;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.bench.report.JsonReport;
import io.parley.bench.report.SampleReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class CostsTest {

    @TempDir
    Path folder;

    @Test
    void shouldReadCostsFromWhatABenchWrote() throws Exception {
        // Given
        Path file = folder.resolve("measured.json");
        JsonReport.write(SampleReport.load(), file);

        // When
        Costs costs = Costs.read(List.of(file));

        // Then: of the JVM's 9 s, 6 are known: 4 of conversations, 2 of the broker; 7,500 messages
        assertThat(costs.microsPerMessage().get(Tier.CONVERSATION)).isCloseTo(800, within(0.1));
        assertThat(costs.microsPerMessage().get(Tier.BROKER)).isCloseTo(400, within(0.1));
        assertThat(costs.microsPerMessage().get(Tier.CASSANDRA)).isCloseTo(400, within(0.1));
        assertThat(costs.fixedCores().values()).containsOnly(0.0);
        assertThat(costs.deliveriesPerMessage()).isEqualTo(2);
        assertThat(costs.topicBytes().get("parley.events")).isCloseTo(200, within(0.1));
        assertThat(costs.source().get(0)).contains("measured.json", "direct", "250 messages/s", "abc");
        assertThat(costs.source().get(1)).startsWith("one rate:");
    }

    @Test
    void shouldTakeTheSlopeWhenTwoRatesWereMeasured() throws Exception {
        // Given: 1.16 cores at 250 a second and 1.47 at 700
        Path low = write("low.json", "direct", 250, 1.16);
        Path high = write("high.json", "direct", 700, 1.47);

        // When
        Costs costs = Costs.read(List.of(high, low));

        // Then
        assertThat(costs.microsPerMessage().get(Tier.CONVERSATION)).isCloseTo(689, within(1.0));
        assertThat(costs.fixedCores().get(Tier.CONVERSATION)).isCloseTo(0.988, within(0.001));
        assertThat(costs.source().get(2)).contains("two rates", "cores at 700/s − cores at 250/s", "0.99 cores");
    }

    @Test
    void shouldTakeTheWholeByMessageWhenMoreLoadTookNoMore() throws Exception {
        // When
        Costs costs = Costs.read(List.of(write("low.json", "direct", 100, 1), write("high.json", "direct", 200, 0.9)));

        // Then
        assertThat(costs.microsPerMessage().get(Tier.CONVERSATION)).isCloseTo(4_500, within(0.1));
        assertThat(costs.fixedCores().get(Tier.CONVERSATION)).isZero();
    }

    @Test
    void shouldRefuseTwoRunsThatCannotBeCompared() throws Exception {
        // Given
        Path direct = write("direct.json", "direct", 100, 1);

        // Then
        assertThatThrownBy(() -> Costs.read(List.of(direct, write("groups.json", "groups", 200, 1))))
                .hasMessageContaining("expected: the same workload at two rates");
        assertThatThrownBy(() -> Costs.read(List.of(direct, write("again.json", "direct", 110, 1))))
                .hasMessageContaining("a fifth apart at least");
        assertThatThrownBy(() -> Costs.read(List.of(direct, direct, direct))).hasMessageContaining("expected: 1 or 2");
    }

    @Test
    void shouldReadWhatSessionsCostFromAnIdleRun() throws Exception {
        // Given: 2 s for 1,000 connects, then 0.03 cores
        Map<String, Object> connecting = consumption(10, 2_000_000);
        Map<String, Object> idling = consumption(60, 1_800_000);
        Path file = folder.resolve("idle.json");
        new ObjectMapper()
                .writeValue(
                        file.toFile(),
                        Map.of(
                                "connects",
                                Map.of("cost", Map.of("consumption", connecting)),
                                "idle",
                                Map.of("sessions", 1_000, "cost", Map.of("consumption", idling))));

        // When
        SessionCosts costs = SessionCosts.read(file);

        // Then
        assertThat(costs.connectMicros().get(Tier.CONVERSATION)).isCloseTo(2_000, within(0.1));
        assertThat(costs.idleMicros().get(Tier.CONVERSATION)).isCloseTo(30, within(0.01));
    }

    @Test
    void shouldRefuseAFileThatSaysNothingOfCpu() throws Exception {
        // Given
        Path file = folder.resolve("idle.json");
        new ObjectMapper().writeValue(file.toFile(), Map.of("workload", "idle"));

        // Then
        assertThatThrownBy(() -> Costs.read(List.of(file)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("idle.json says nothing of CPU");
        assertThatThrownBy(() -> SessionCosts.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("idle.json says nothing of CPU");
    }

    /** All by the owner of conversations in a process of its own. */
    private Path write(String name, String workload, double rate, double cores) throws Exception {
        double seconds = 60;
        Map<String, Object> cost = Map.of(
                "messages", rate * seconds,
                "deliveries", 2 * rate * seconds,
                "consumption", consumption(seconds, cores * seconds * 1e6));
        Path file = folder.resolve(name);
        new ObjectMapper().writeValue(file.toFile(), Map.of("workload", workload, "load", Map.of("cost", cost)));
        return file;
    }

    private static Map<String, Object> consumption(double seconds, double micros) {
        return Map.of("seconds", seconds, "stack", List.of(Map.of("name", "parley conversation", "cpuMicros", micros)));
    }
}
