package io.parley.resilience;

import io.parley.resilience.fault.Faults;
import io.parley.resilience.layout.Layout;
import io.parley.resilience.run.Conditions;
import io.parley.resilience.run.Figures;
import io.parley.resilience.run.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The installation of the compose file, of which every kind of process is killed in turn while people chat: nothing is
 * lost, doubled or reordered, presence is right in the end, and nobody has to lend a hand.
 */
class ResilienceIT {

    private static final Path COMPOSE = Path.of("..", "docker-compose.yml");

    /** A machine that is full takes its time; longer than this nothing may stand still. */
    private static final long LONGEST_SILENCE_MILLIS = 60_000;

    @Test
    @Timeout(900)
    void shouldKeepEveryPromiseWhenEachKindOfProcessIsKilledInTurn() throws Exception {
        // Given
        long seed = Long.getLong("parley.resilience.seed", System.nanoTime());
        System.out.println("seed " + seed + " (repeat with -Dparley.resilience.seed=" + seed + ")");
        Path data = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "run")
                .toAbsolutePath();
        try (Layout layout = new Layout(COMPOSE, data, false)) {
            layout.start();

            // When
            Run.Result result = new Run(layout, Faults.six(), Conditions.brief(seed)).make();

            // Then
            List<Figures> figures = Figures.of(result.entries());
            figures.forEach(System.out::println);
            System.out.println("started again by themselves: " + result.revived());
            assertThat(result.violations())
                    .as("seed %s, logs in %s", seed, data)
                    .isEmpty();
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
}
