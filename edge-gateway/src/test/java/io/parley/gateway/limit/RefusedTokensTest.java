package io.parley.gateway.limit;

import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.time.Duration;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

class RefusedTokensTest {

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    private long nanos = -5;

    @Test
    void shouldSayThatTheyAreTooManyAfterASecondsWorthUntilThereIsRoomForOne() throws Exception {
        // Given
        RefusedTokens refused = new RefusedTokens(10, () -> nanos);
        InetAddress elsewhere = InetAddress.getByName("192.0.2.1");

        // When
        count(refused, 9);
        boolean tooManyBefore = refused.areTooMany(HERE);
        count(refused, 1);

        // Then
        assertThat(tooManyBefore).isFalse();
        assertThat(refused.areTooMany(HERE)).isTrue();
        assertThat(refused.areTooMany(elsewhere)).isFalse();
        nanos += Duration.ofMillis(99).toNanos();
        assertThat(refused.areTooMany(HERE)).isTrue();
        nanos += Duration.ofMillis(1).toNanos();
        assertThat(refused.areTooMany(HERE)).isFalse();
    }

    @Test
    void shouldForgetAnAddressWhenItHasBeenCalmForASecond() {
        // Given
        RefusedTokens refused = new RefusedTokens(10, () -> nanos);
        count(refused, 50);

        // When
        nanos += Duration.ofMillis(999).toNanos();
        refused.forgetTheCalm();
        int sizeBefore = refused.size();
        nanos += Duration.ofMillis(1).toNanos();
        refused.forgetTheCalm();

        // Then
        assertThat(sizeBefore).isEqualTo(1);
        assertThat(refused.size()).isZero();
    }

    @Test
    void shouldCountNothingWhenThereIsNoLimit() {
        // Given
        RefusedTokens refused = new RefusedTokens(0, () -> nanos);

        // When
        count(refused, 1_000);

        // Then
        assertThat(refused.areTooMany(HERE)).isFalse();
        assertThat(refused.size()).isZero();
    }

    private static void count(RefusedTokens refused, int tokens) {
        IntStream.range(0, tokens).forEach(i -> refused.count(HERE));
    }
}
