package io.parley.bench;

import io.parley.bench.report.Report;
import io.parley.bench.workload.Pace;
import io.parley.bench.workload.Shape;
import org.junit.jupiter.api.Test;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.function.DoubleFunction;

import static org.assertj.core.api.Assertions.assertThat;

class SearchRunTest {

    private static final Duration LIMIT = Duration.ofMillis(200);
    private static final Pace PACE =
            new Pace(100, Duration.ofSeconds(1), Duration.ofSeconds(10), Pace.Arrivals.EVEN, 1);

    @Test
    void shouldHoldARateWhoseP99IsBelowTheLimitThoughTheGeneratorWasLate() throws Exception {
        // Given: late at every rate, and fast enough up to 300
        SearchRun run = run(rate -> SampleLoad.complete(rate, rate <= 300 ? 150 : 900)
                .late(60, 90)
                .load());

        // When
        Report.Search search = run.search(PACE);

        // Then
        assertThat(search.best()).isBetween(300 / 1.1, 300.0);
        assertThat(search.trials()).allSatisfy(trial -> assertThat(trial.remark()).contains("late itself"));
        assertThat(run.faults()).isEmpty();
    }

    @Test
    void shouldSayWhatWasMissingBeforeItLooksAtP99() throws Exception {
        // Given
        SearchRun run =
                run(rate -> SampleLoad.complete(rate, 900).lacking(3).late(60, 90).load());

        // When
        Report.Search search = run.search(PACE);

        // Then
        assertThat(search.best()).isZero();
        assertThat(search.trials().get(0).why()).isEqualTo("3 deliveries are missing");
    }

    @Test
    void shouldReportTheTrialThatConfirmedTheBest() throws Exception {
        // Given: 400 holds but once, so that a lower rate is the best
        int[] lucky = {0};
        SearchRun run = run(rate -> SampleLoad.complete(rate, rate <= 300 || (rate == 400 && lucky[0]++ == 0) ? 150 : 900)
                .load());

        // When
        Report.Search search = run.search(PACE);

        // Then
        assertThat(search.best()).isLessThan(400).isPositive();
        assertThat(search.confirmed()).isTrue();
        assertThat(run.best().rate()).isEqualTo(search.best());
    }

    @Test
    void shouldReportNoTrialWhenNoneHeld() throws Exception {
        // Given
        SearchRun run = run(rate -> SampleLoad.complete(rate, 900).load());

        // When
        Report.Search search = run.search(PACE);

        // Then
        assertThat(search.confirmed()).isFalse();
        assertThat(run.best()).isNull();
    }

    private static SearchRun run(DoubleFunction<Report.Load> outcomes) {
        return new SearchRun(
                pace -> outcomes.apply(pace.rate()),
                Shape.DIRECT.of(new Shape.Sizes(2, 10)),
                new SearchOptions(LIMIT, 0.1, 3),
                new Lateness(Duration.ofMillis(20), LIMIT),
                new PrintWriter(new StringWriter()));
    }
}
