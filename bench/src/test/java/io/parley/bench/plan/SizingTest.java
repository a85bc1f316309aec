package io.parley.bench.plan;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.bench.report.JsonReport;
import io.parley.bench.report.SampleReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class SizingTest {

    /** 10,000 messages a second at the peak, half of the members connected. */
    private static final Demand DEMAND = new Demand(10_000_000, 432_000_000, 2, 0.5, 3, 100);

    private static final Costs COSTS = new Costs(
            Map.of(Tier.SEQUENCER, 100.0, Tier.GATEWAY, 50.0, Tier.BROKER, 40.0, Tier.CASSANDRA, 60.0), 4, "a test");

    @Test
    void shouldTurnADayIntoAPeak() {
        assertThat(DEMAND.peakRate()).isCloseTo(10_000, within(1e-6));
        assertThat(DEMAND.deliveries()).isCloseTo(2, within(1e-9));
        assertThat(DEMAND.connections()).isEqualTo(5_000_000);
    }

    @Test
    void shouldSizeCpuByWhatWasMeasured() {
        // When
        Sizing sizing = Sizing.of(DEMAND, Optional.of(COSTS), Assumed.DEFAULT);

        // Then: 10,000/s × 100 µs is one core, and half may be used
        assertThat(amount(sizing, "sequencer: CPU")).isEqualTo(2);
        // 50 µs for the 4 deliveries that were measured, 25 for the 2 that there will be
        assertThat(amount(sizing, "gateways: CPU")).isEqualTo(1);
        // 40 µs for each of three copies
        assertThat(amount(sizing, "brokers: CPU")).isEqualTo(3);
        assertThat(amount(sizing, "partitions by conversation")).isEqualTo(4);
    }

    @Test
    void shouldSizeGatewaysBySessionsWhenThoseAreWhatThereIsMostOf() {
        // When
        Sizing sizing = Sizing.of(DEMAND, Optional.of(COSTS), Assumed.DEFAULT);

        // Then: 250 for the sessions, and one that may fail
        assertThat(amount(sizing, "gateways")).isEqualTo(251);
    }

    @Test
    void shouldSizeTheStoreByDisk() {
        // When
        Sizing sizing = Sizing.of(DEMAND, Optional.empty(), Assumed.DEFAULT);

        // Then: 432 M × 30 days × 125 bytes × 3 copies
        assertThat(amount(sizing, "Cassandra, hot: disk")).isCloseTo(4.86, within(0.01));
        assertThat(amount(sizing, "Cassandra, hot")).isEqualTo(3);
        assertThat(amount(sizing, "object storage, cold")).isCloseTo(45.3, within(0.1));
    }

    @Test
    void shouldSayNothingOfCpuWhenNothingWasMeasured() {
        assertThat(Sizing.of(DEMAND, Optional.empty(), Assumed.DEFAULT).lines())
                .noneMatch(line -> line.what().contains("CPU") || line.what().contains("partitions"));
    }

    @Test
    void shouldNeverUseMoreThanThereIs() {
        for (double users = 10; users < 1e9; users *= 7) {
            // When
            Sizing sizing =
                    Sizing.of(new Demand(users, 20 * users, 3, 0.2, 5.1, 100), Optional.of(COSTS), Assumed.DEFAULT);

            // Then
            assertThat(sizing.lines()).allSatisfy(line -> {
                assertThat(line.used()).as(line.what()).isBetween(0.0, 1.0);
                assertThat(line.amount()).as(line.what()).isPositive();
            });
            assertThat(sizing.tightest()).isPresent();
        }
    }

    @Test
    void shouldReadCostsFromWhatABenchWrote(@TempDir Path folder) throws Exception {
        // Given
        Path file = folder.resolve("measured.json");
        JsonReport.write(SampleReport.load(), file);

        // When
        Costs costs = Costs.read(file);

        // Then: of the JVM's 9 s, 6 are known: 4 of the sequencer, 2 of the broker; 7,500 messages
        assertThat(costs.microsPerMessage().get(Tier.SEQUENCER)).isCloseTo(800, within(0.1));
        assertThat(costs.microsPerMessage().get(Tier.BROKER)).isCloseTo(400, within(0.1));
        assertThat(costs.microsPerMessage().get(Tier.CASSANDRA)).isCloseTo(400, within(0.1));
        assertThat(costs.deliveriesPerMessage()).isEqualTo(2);
        assertThat(costs.source()).contains("measured.json", "direct", "250 messages/s", "abc");
    }

    @Test
    void shouldRefuseAFileThatSaysNothingOfCpu(@TempDir Path folder) throws Exception {
        // Given
        Path file = folder.resolve("idle.json");
        new ObjectMapper().writeValue(file.toFile(), Map.of("workload", "idle"));

        // Then
        assertThatThrownBy(() -> Costs.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("idle.json says nothing of CPU");
    }

    @Test
    void shouldRefuseADemandThatMakesNoSense() {
        assertThatThrownBy(() -> new Demand(0, 1, 1, 1, 1, 1)).hasMessageContaining("users: 0.0 (expected");
        assertThatThrownBy(() -> new Demand(1, 1, 1, 2, 1, 1)).hasMessageContaining("online: 2.0 (expected");
    }

    private static double amount(Sizing sizing, String what) {
        return sizing.lines().stream()
                .filter(line -> line.what().equals(what))
                .findFirst()
                .orElseThrow()
                .amount();
    }
}
