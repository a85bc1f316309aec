package io.parley.gateway.limit;

import io.parley.gateway.GatewayConfig;
import io.parley.gateway.GatewaySetup;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

class InboundRateLimiterTest {

    private static final int LARGEST = 2_000;

    private long nanos = -5;

    @Test
    void shouldTakeASecondsWorthOfFramesAndThenSayHowMuchTooEarlyEachIs() {
        // Given
        InboundRateLimiter limiter = limiter(10, 0);
        assertThat(IntStream.range(0, 10).allMatch(i -> limiter.take(100_000) == 0))
                .isTrue();

        // Then
        assertThat(limiter.take(1)).isEqualTo(millis(100));
        assertThat(limiter.take(1)).isEqualTo(millis(200));
        nanos += millis(300);
        assertThat(limiter.take(1)).isZero();
        assertThat(limiter.take(1)).isEqualTo(millis(100));
    }

    @Test
    void shouldAcceptASecondsWorthOfBytesAndTheLargestFrameAtAnyRate() {
        // Given
        InboundRateLimiter slow = limiter(0, 1_000);
        InboundRateLimiter fast = limiter(0, 4_000);

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
        InboundRateLimiter limiter = limiter(0, 0);

        // Then
        assertThat(IntStream.range(0, 10_000).allMatch(i -> limiter.take(LARGEST) == 0))
                .isTrue();
    }

    @Test
    void shouldBearHalfOfTheTimePausedForEverAndMoreForAWhile() {
        // Given
        InboundRateLimiter half = limiter(1, 0);
        InboundRateLimiter always = limiter(1, 0);

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
        assertThat(limiter(1, 0).pause(InboundRateLimiter.LONGEST_PAUSE.toNanos()))
                .isTrue();
        assertThat(limiter(1, 0).pause(InboundRateLimiter.LONGEST_PAUSE.toNanos() + 1))
                .isFalse();
    }

    private InboundRateLimiter limiter(int frames, long bytes) {
        GatewayConfig config = GatewaySetup.with(
                "gateway.frames-per-second", String.valueOf(frames), "gateway.bytes-per-second", String.valueOf(bytes));
        return new InboundRateLimiter(config.limits().clients(), LARGEST, () -> nanos);
    }

    private static long millis(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }
}
