package io.parley.gateway.limit;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

class IntakeTest {

    private static final int LARGEST = 2_000;

    private long nanos = -5;

    @Test
    void shouldTakeASecondsWorthOfFramesAndThenSayHowMuchTooEarlyEachIs() {
        // Given
        Intake intake = intake(10, 0);
        assertThat(IntStream.range(0, 10).allMatch(i -> intake.take(100_000) == 0))
                .isTrue();

        // Then
        assertThat(intake.take(1)).isEqualTo(millis(100));
        assertThat(intake.take(1)).isEqualTo(millis(200));
        nanos += millis(300);
        assertThat(intake.take(1)).isZero();
        assertThat(intake.take(1)).isEqualTo(millis(100));
    }

    @Test
    void shouldTakeASecondsWorthOfBytesAndTheLargestFrameWhateverTheRateIs() {
        // Given
        Intake slow = intake(0, 1_000);
        Intake fast = intake(0, 4_000);

        // Then
        assertThat(slow.take(LARGEST)).isZero();
        assertThat(slow.take(0)).isZero();
        assertThat(slow.take(1)).isEqualTo(millis(1));
        assertThat(fast.take(4_000)).isZero();
        assertThat(fast.take(400)).isEqualTo(millis(100));
    }

    @Test
    void shouldTakeAnythingWhenThereAreNoLimits() {
        // Given
        Intake intake = intake(0, 0);

        // Then
        assertThat(IntStream.range(0, 10_000).allMatch(i -> intake.take(LARGEST) == 0))
                .isTrue();
    }

    @Test
    void shouldBearHalfOfTheTimePausedForEverAndMoreForAWhile() {
        // Given
        Intake half = intake(1, 0);
        Intake always = intake(1, 0);

        // When
        boolean borne = true;
        for (int second = 0; second < 600; second += 2) {
            borne &= half.pause(millis(1_000));
            nanos += millis(2_000);
        }
        int seconds = 0;
        while (always.pause(millis(1_000))) {
            seconds++;
            nanos += millis(1_000);
        }

        // Then
        assertThat(borne).isTrue();
        assertThat(seconds).isBetween(58, 60);
    }

    @Test
    void shouldNotBearALongPauseAtOnce() {
        assertThat(intake(1, 0).pause(Intake.PATIENCE.toNanos())).isTrue();
        assertThat(intake(1, 0).pause(Intake.PATIENCE.toNanos() + 1)).isFalse();
    }

    private Intake intake(int frames, long bytes) {
        return new Intake(new ClientLimits(0, frames, bytes, 1), LARGEST, () -> nanos);
    }

    private static long millis(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }
}
