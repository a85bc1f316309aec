package io.parley.gateway.limit;

import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.time.Duration;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

class BadTokenLimiterTest {

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    private long nanos = -5;

    @Test
    void shouldSayThatTheyAreTooManyAfterASecondsWorthUntilThereIsRoomForOne() throws Exception {
        // Given
        BadTokenLimiter limiter = new BadTokenLimiter(10, () -> nanos);
        InetAddress elsewhere = InetAddress.getByName("192.0.2.1");

        // When
        count(limiter, 9);
        boolean tooManyBefore = limiter.isExceededBy(HERE);
        count(limiter, 1);

        // Then
        assertThat(tooManyBefore).isFalse();
        assertThat(limiter.isExceededBy(HERE)).isTrue();
        assertThat(limiter.isExceededBy(elsewhere)).isFalse();
        nanos += Duration.ofMillis(99).toNanos();
        assertThat(limiter.isExceededBy(HERE)).isTrue();
        nanos += Duration.ofMillis(1).toNanos();
        assertThat(limiter.isExceededBy(HERE)).isFalse();
    }

    @Test
    void shouldForgetAnAddressWhenItHasBeenCalmForASecond() {
        // Given
        BadTokenLimiter limiter = new BadTokenLimiter(10, () -> nanos);
        count(limiter, 50);

        // When
        nanos += Duration.ofMillis(999).toNanos();
        limiter.evictIdle();
        int sizeBefore = limiter.size();
        nanos += Duration.ofMillis(1).toNanos();
        limiter.evictIdle();

        // Then
        assertThat(sizeBefore).isEqualTo(1);
        assertThat(limiter.size()).isZero();
    }

    @Test
    void shouldCountNothingWhenThereIsNoLimit() {
        // Given
        BadTokenLimiter limiter = new BadTokenLimiter(0, () -> nanos);

        // When
        count(limiter, 1_000);

        // Then
        assertThat(limiter.isExceededBy(HERE)).isFalse();
        assertThat(limiter.size()).isZero();
    }

    private static void count(BadTokenLimiter limiter, int tokens) {
        IntStream.range(0, tokens).forEach(i -> limiter.count(HERE));
    }
}
