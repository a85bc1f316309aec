package io.parley.bench;

import io.parley.bench.check.Verdict;
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
        SearchRun run =
                run(rate -> SampleLoad.complete(rate, rate <= 300 ? 150 : 900).late(60, 90));

        // When
        Report.Search search = run.search(PACE);

        // Then
        assertThat(search.best()).isBetween(300 / 1.1, 300.0);
        assertThat(search.trials())
                .allSatisfy(trial -> assertThat(trial.remark()).contains("late itself"));
        assertThat(run.faults()).isEmpty();
    }

    @Test
    void shouldSayWhatWasMissingBeforeItLooksAtP99() throws Exception {
        // Given
        SearchRun run = run(rate -> SampleLoad.complete(rate, 900).lacking(3).late(60, 90));

        // When
        Report.Search search = run.search(PACE);

        // Then
        assertThat(search.best()).isZero();
        assertThat(search.trials().get(0).why()).isEqualTo("3 deliveries are missing");
    }

    @Test
    void shouldGoOnBelowARateThatWasTooMuchWhenAllOfItComesLater() throws Exception {
        // Given: what is sent above 150 doesn't come in time
        Played played = new Played(
                rate -> SampleLoad.complete(rate, rate <= 150 ? 100 : 900).lacking(rate <= 150 ? 0 : 7));

        // When
        SearchRun run = run(played);
        Report.Search search = run.search(PACE);

        // Then
        assertThat(search.best()).isBetween(150 / 1.1, 150.0);
        assertThat(run.faults()).isEmpty();
        assertThat(search.trials())
                .filteredOn(trial -> !trial.held())
                .isNotEmpty()
                .allSatisfy(trial ->
                        assertThat(trial.outcome()).isEqualTo("7 deliveries are missing; all of it came later"));
        assertThat(played.storeAwaited).isEqualTo(search.trials().size() - 1);
    }

    @Test
    void shouldEndWhenSomethingNeverComes() throws Exception {
        // Given
        Played played = new Played(rate -> SampleLoad.complete(rate, 100).lacking(rate <= 150 ? 0 : 7));
        played.neverComes = true;

        // When
        SearchRun run = run(played);
        Report.Search search = run.search(PACE);

        // Then
        assertThat(search.trials()).hasSize(2);
        assertThat(search.best()).isEqualTo(100);
        assertThat(search.confirmed()).isFalse();
        assertThat(run.faults()).containsExactly("at 200 messages/s: 7 deliveries are missing");
    }

    @Test
    void shouldReportTheTrialThatConfirmedTheBest() throws Exception {
        // Given: 400 holds but once, so that a lower rate is the best
        int[] lucky = {0};
        SearchRun run =
                run(rate -> SampleLoad.complete(rate, rate <= 300 || (rate == 400 && lucky[0]++ == 0) ? 150 : 900));

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
        SearchRun run = run(rate -> SampleLoad.complete(rate, 900));

        // When
        Report.Search search = run.search(PACE);

        // Then
        assertThat(search.confirmed()).isFalse();
        assertThat(run.best()).isNull();
    }

    private static SearchRun run(DoubleFunction<SampleLoad> outcomes) {
        return run(new Played(outcomes));
    }

    private static SearchRun run(SearchRun.Tries tries) {
        return new SearchRun(
                tries,
                Shape.DIRECT.of(new Shape.Sizes(2, 10)),
                new SearchOptions(LIMIT, 0.1, 3, Duration.ofMinutes(5)),
                new Lateness(Duration.ofMillis(20), LIMIT),
                new PrintWriter(new StringWriter()));
    }

    /** Plays rates by a rule, and gets the rest at once or never. */
    private static final class Played implements SearchRun.Tries {

        private final DoubleFunction<SampleLoad> outcomes;
        private SampleLoad last;
        private boolean neverComes;
        private int storeAwaited;

        Played(DoubleFunction<SampleLoad> outcomes) {
            this.outcomes = outcomes;
        }

        @Override
        public Report.Load play(Pace pace) {
            last = outcomes.apply(pace.rate());
            return last.load();
        }

        @Override
        public Verdict complete(Duration patience) {
            return (neverComes ? last : last.lacking(0)).load().verdict();
        }

        @Override
        public boolean awaitStore(Duration patience) {
            storeAwaited++;
            return true;
        }
    }
}
