package io.parley.resilience.report;

import io.parley.resilience.fault.Faults;
import io.parley.resilience.run.Figures;
import io.parley.resilience.run.Timeline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** The document is what the kept results say; {@code -Dparley.docs=write} renews it. */
class ReliabilityDocTest {

    private static final Path ROOT = Path.of("..");
    private static final Path DOCUMENT = ROOT.resolve("docs/reliability.md");
    private static final Path PICTURE = ROOT.resolve("docs/images/reliability.svg");

    @TempDir
    private Path folder;

    @Test
    void shouldSayWhatTheKeptResultsSay() throws IOException {
        // Given
        Report report = new Report(new Results(ROOT.resolve("resilience/results")).all());
        String picture = new Picture(report.results()).svg();

        // When
        if ("write".equals(System.getProperty("parley.docs"))) {
            Files.writeString(DOCUMENT, report.text());
            Files.writeString(PICTURE, picture);
        }

        // Then
        assertThat(Files.readString(DOCUMENT)).isEqualTo(report.text());
        assertThat(Files.readString(PICTURE)).isEqualTo(picture);
    }

    @Test
    void shouldKeepResultsOfFaultsThatThereAre() {
        assertThat(new Results(ROOT.resolve("resilience/results")).all())
                .allSatisfy(result ->
                        assertThat(Faults.named(result.fault()).description()).isEqualTo(result.description()));
    }

    @Test
    void shouldReadBackWhatItKeeps() {
        // Given
        Results results = new Results(folder.resolve("results"));
        KeptResult kept = kept(Map.of());

        // When
        results.keep(kept);

        // Then
        assertThat(results.all()).containsExactly(kept);
    }

    @Test
    void shouldShowABrokenPromiseAndAHandThatWasNeeded() {
        // Given
        KeptResult kept = kept(Map.of("NOTHING_LOST", 2, "LIVE_ORDER", 1, "PRESENCE", 4));

        // When
        String text = new Report(List.of(kept)).text();

        // Then
        assertThat(text)
                .contains("in 1 of them a promise was broken")
                .contains("| 120 | 2 | 0 | 1 | 4 | 3.2 | 30 / 90 | 40 / 2900 / 3300 | 2.1; 1 missed | 14.0 |"
                        + " **no: connect-1** |")
                .contains("- `kill-broker-2`: ")
                .doesNotContain("- `kill-broker-1`: ");
    }

    @Test
    void shouldPromiseNothingWhenNothingIsKept() {
        // When
        String text = new Report(List.of()).text();

        // Then
        assertThat(text).contains("No result is kept yet").doesNotContain("no message lost", "| fault |");
    }

    @Test
    void shouldDrawTheFaultAndTheStall() {
        // When
        String svg = new Picture(List.of(kept(Map.of()))).svg();

        // Then
        assertThat(svg).contains("kill-broker-1").contains("#c0392b").contains("fill=\"#5b8db8\"");
    }

    private static KeptResult kept(Map<String, Integer> violations) {
        return new KeptResult(
                "kill-broker-1",
                Faults.named("kill-broker-1").description(),
                new KeptResult.Circumstances("2026-01-02", "abc", 2, 1.5, 15, 7, "small"),
                violations,
                new Figures(
                        "kill-broker-1",
                        120,
                        new Figures.Latency(50, 30, 90, 100),
                        new Figures.Latency(60, 40, 2_900, 3_300),
                        3_200,
                        new Figures.Lateness(8, 2_100, 1),
                        14_000),
                new Timeline(500, 2, List.of(3, 4, 0, 0, 9)),
                new KeptResult.Aftermath(true, List.of(), List.of("connect-1")));
    }
}
