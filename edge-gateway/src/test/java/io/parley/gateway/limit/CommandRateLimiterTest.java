package io.parley.gateway.limit;

import io.parley.gateway.limit.CommandRateLimiter.Share;
import io.parley.schemas.UserId;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

class CommandRateLimiterTest {

    private static final UserId ALICE = new UserId("alice");

    private long nanos = -5;

    @Test
    void shouldTakeTwoSecondsWorthOfAllSessionsOfAUserAndThenSayHowLongToWait() {
        // Given
        CommandRateLimiter limiter = new CommandRateLimiter(10, () -> nanos);
        Share phone = limiter.join(ALICE);
        Share laptop = limiter.join(ALICE);
        Share stranger = limiter.join(new UserId("bob"));

        // When
        assertThat(IntStream.range(0, 10)
                        .allMatch(i -> phone.take().isEmpty() && laptop.take().isEmpty()))
                .isTrue();

        // Then
        assertThat(phone.take()).contains(Duration.ofMillis(100));
        assertThat(laptop.take()).contains(Duration.ofMillis(100));
        assertThat(stranger.take()).isEmpty();
        nanos += 99_999_999;
        assertThat(laptop.take()).contains(Duration.ofNanos(1));
        nanos += 1;
        assertThat(laptop.take()).isEmpty();
        assertThat(phone.take()).isPresent();
    }

    @Test
    void shouldForgetAUserWithTheLastSessionAndNotBefore() {
        // Given
        CommandRateLimiter limiter = new CommandRateLimiter(1, () -> nanos);
        Share first = limiter.join(ALICE);
        Share second = limiter.join(ALICE);
        first.take();
        first.take();

        // When
        first.leave();

        // Then
        assertThat(second.take()).isPresent();
        second.leave();
        assertThat(limiter.size()).isZero();
    }

    @Test
    void shouldCountNothingWhenThereIsNoLimit() {
        // Given
        CommandRateLimiter limiter = new CommandRateLimiter(0, () -> nanos);
        Share share = limiter.join(ALICE);

        // Then
        assertThat(IntStream.range(0, 10_000).allMatch(i -> share.take().isEmpty()))
                .isTrue();
        assertThat(limiter.size()).isZero();
    }
}
