package io.parley.gateway.limit;

import io.parley.gateway.limit.UserPace.Share;
import io.parley.schemas.UserId;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

class UserPaceTest {

    private static final UserId ALICE = new UserId("alice");

    private long nanos = -5;

    @Test
    void shouldTakeTwoSecondsWorthOfAllSessionsOfAUserAndThenSayHowLongToWait() {
        // Given
        UserPace pace = new UserPace(10, () -> nanos);
        Share phone = pace.join(ALICE);
        Share laptop = pace.join(ALICE);
        Share stranger = pace.join(new UserId("bob"));

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
        UserPace pace = new UserPace(1, () -> nanos);
        Share first = pace.join(ALICE);
        Share second = pace.join(ALICE);
        first.take();
        first.take();

        // When
        first.leave();

        // Then
        assertThat(second.take()).isPresent();
        second.leave();
        assertThat(pace.size()).isZero();
    }

    @Test
    void shouldCountNothingWhenThereIsNoLimit() {
        // Given
        UserPace pace = new UserPace(0, () -> nanos);
        Share share = pace.join(ALICE);

        // Then
        assertThat(IntStream.range(0, 10_000).allMatch(i -> share.take().isEmpty()))
                .isTrue();
        assertThat(pace.size()).isZero();
    }
}
