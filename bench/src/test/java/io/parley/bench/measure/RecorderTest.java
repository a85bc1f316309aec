package io.parley.bench.measure;

import io.parley.bench.workload.Pace;
import io.parley.bench.workload.Script;
import io.parley.bench.workload.Shape;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class RecorderTest {

    private static final long BEGIN = 1_000_000_000_000L;
    private static final long MILLI = 1_000_000;

    /** Ten messages a second, the first second of three is warm-up. */
    private final Run run = Run.of(
            1,
            Script.of(
                    Shape.DIRECT.of(new Shape.Sizes(2, 10)),
                    new Pace(10, Duration.ofSeconds(1), Duration.ofSeconds(2), Pace.Arrivals.EVEN, 1)),
            BEGIN);

    private final Recorder recorder = new Recorder(run);

    @Test
    void shouldCountLatencyFromWhenAMessageWasDueThoughItLeftLate() {
        // Given
        long due = run.dueNanos(15);

        // When
        recorder.sent(15, due + 40 * MILLI);
        recorder.accepted(15, due + 45 * MILLI);
        recorder.delivered(15, 2, true, due + 50 * MILLI);
        recorder.delivered(15, 2, false, due + 60 * MILLI);

        // Then
        assertThat(Percentiles.of(recorder.latencies().lag()).max()).isCloseTo(40, within(0.1));
        assertThat(Percentiles.of(recorder.latencies().accepted()).max()).isCloseTo(45, within(0.1));
        assertThat(Percentiles.of(recorder.latencies().own()).max()).isCloseTo(50, within(0.1));
        assertThat(Percentiles.of(recorder.latencies().recipients()).max()).isCloseTo(60, within(0.1));
        assertThat(recorder.latencies().timeline().get(0).count()).isEqualTo(1);
        assertThat(recorder.latencies().timeline().get(1).count()).isZero();
    }

    @Test
    void shouldCountTimeWithoutAConnectionAsNoDelayOfTheGenerator() {
        // When
        recorder.sentAfterReconnect(15);

        // Then
        assertThat(recorder.sent()).isEqualTo(1);
        assertThat(run.wasSent(15)).isTrue();
        assertThat(recorder.latencies().lag().getTotalCount()).isZero();
    }

    @Test
    void shouldCheckAndNotMeasureTheWarmUp() {
        // When
        recorder.sent(3, run.dueNanos(3));
        recorder.delivered(3, 2, false, run.dueNanos(3) + MILLI);

        // Then
        assertThat(recorder.delivered()).isEqualTo(1);
        assertThat(recorder.latencies().recipients().getTotalCount()).isZero();
    }

    @Test
    void shouldCountAcceptedOnce() {
        // When
        recorder.accepted(12, run.dueNanos(12));
        recorder.accepted(12, run.dueNanos(12) + MILLI);

        // Then
        assertThat(recorder.accepted()).isEqualTo(1);
        assertThat(recorder.latencies().accepted().getTotalCount()).isEqualTo(1);
    }

    @Test
    void shouldNoticeAnotherSequenceOfTheSameMessage() {
        // Given
        recorder.delivered(12, 2, true, run.dueNanos(12));

        // When
        recorder.delivered(12, 3, false, run.dueNanos(12));

        // Then
        assertThat(recorder.contradictions()).isEqualTo(1);
    }

    @Test
    void shouldAddUpLanes() {
        // Given
        Recorder other = new Recorder(run);
        recorder.delivered(11, 2, false, run.dueNanos(11) + MILLI);
        other.delivered(25, 2, false, run.dueNanos(25) + 3 * MILLI);

        // When
        Latencies sum = Latencies.sum(2, List.of(recorder.latencies(), other.latencies()));

        // Then
        assertThat(sum.recipients().getTotalCount()).isEqualTo(2);
        assertThat(sum.timeline()).extracting(Latencies.Second::count).containsExactly(1L, 1L);
    }

    @Test
    void shouldGivePercentilesThatRise() {
        // Given
        for (int milli = 1; milli <= 1_000; milli++) {
            Latencies.record(recorder.latencies().recipients(), milli * MILLI);
        }

        // When
        Percentiles percentiles = Percentiles.of(recorder.latencies().recipients());

        // Then
        assertThat(percentiles.p50()).isCloseTo(500, within(1.0));
        assertThat(percentiles.p99()).isCloseTo(990, within(1.0));
        assertThat(percentiles.max()).isCloseTo(1_000, within(1.0));
        assertThat(percentiles.curve()).extracting(Percentiles.Point::millis).isSorted();
        assertThat(percentiles.curve().get(percentiles.curve().size() - 1).percentile())
                .isEqualTo(100);
    }
}
