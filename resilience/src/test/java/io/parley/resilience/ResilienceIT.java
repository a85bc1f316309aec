package io.parley.resilience;

import io.parley.resilience.fault.Fault;
import io.parley.resilience.fault.Faults;
import io.parley.resilience.layout.Extent;
import io.parley.resilience.layout.Layout;
import io.parley.resilience.run.Conditions;
import io.parley.resilience.run.Figures;
import io.parley.resilience.run.NothingShown;
import io.parley.resilience.run.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.api.Assumptions.abort;

/**
 * A small installation of the compose file, of which every kind of process is killed in turn while people chat: nothing
 * is lost, doubled or reordered, presence is right in the end, and nobody has to lend a hand.
 */
class ResilienceIT {

    private static final Path COMPOSE = Path.of("..", "docker-compose.yml");

    /** What has no second of its kind here is away until it has started again, on two cores that others fill. */
    private static final long LONGEST_SILENCE_MILLIS = 30_000;

    /** A machine on which messages take longer than this without any fault is too full to judge times on it. */
    private static final long ROOM_MILLIS = 1_000;

    @Test
    @Timeout(600)
    void shouldKeepEveryPromiseWhenEachKindOfProcessIsKilledInTurn() throws Exception {
        // Given
        long seed = Long.getLong("parley.resilience.seed", System.nanoTime());
        System.out.println("seed " + seed + " (repeat with -Dparley.resilience.seed=" + seed + ")");
        Path data = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "run")
                .toAbsolutePath();
        try (Layout layout = new Layout(COMPOSE, Extent.SMALL, data, false)) {
            layout.start();

            // When
            Run.Result result = landed(new Run(layout, Faults.six(), Conditions.brief(seed)));

            // Then
            List<Figures> figures = Figures.of(result.entries());
            figures.forEach(System.out::println);
            System.out.println("started again by themselves: " + result.revived());
            assertThat(result.violations())
                    .as("seed %s, logs in %s", seed, data)
                    .isEmpty();
            long median = figures.get(0).before().p50();
            assumeThat(median)
                    .as(
                            "milliseconds that a message takes before the first fault; the machine is too full to judge times")
                    .isLessThan(ROOM_MILLIS);
            assertThat(result.settled())
                    .as("everybody has everything, seed %s", seed)
                    .isTrue();
            assertThat(result.unwell()).as("needs a hand").isEmpty();
            assertThat(figures)
                    .hasSize(6)
                    .allSatisfy(one ->
                            assertThat(one.longestSilence()).as(one.fault()).isLessThan(LONGEST_SILENCE_MILLIS));
        }
    }

    /** A run whose faults met no load is neither a success nor a failure: it is skipped, and says why. */
    private static Run.Result landed(Run run) throws InterruptedException {
        try {
            return run.make();
        } catch (NothingShown | Fault.NotLanded e) {
            System.out.println("this run doesn't count: " + e.getMessage());
            return abort("this run doesn't count: " + e.getMessage());
        }
    }
}
