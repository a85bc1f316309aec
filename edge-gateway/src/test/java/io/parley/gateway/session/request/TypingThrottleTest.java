package io.parley.gateway.session.request;

import org.junit.jupiter.api.Test;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

class TypingThrottleTest {

    private final TypingThrottle pace = new TypingThrottle();

    @Test
    void shouldLetItThroughOncePerThreeSeconds() {
        assertThat(pace.isDue("c", false, at(0))).isTrue();
        assertThat(pace.isDue("c", false, at(2_999))).isFalse();
        assertThat(pace.isDue("d", false, at(2_999))).isTrue();
        assertThat(pace.isDue("c", false, at(3_000))).isTrue();
    }

    @Test
    void shouldLetAStopThroughOnceAfterATypingThatPassedAndWhileItHolds() {
        assertThat(pace.isDue("c", true, at(0))).isFalse();
        assertThat(pace.isDue("c", false, at(0))).isTrue();
        assertThat(pace.isDue("c", true, at(10))).isTrue();
        assertThat(pace.isDue("c", true, at(20))).isFalse();
        assertThat(pace.isDue("c", false, at(30))).isFalse();
        assertThat(pace.isDue("c", true, at(40))).isFalse();
        assertThat(pace.isDue("c", false, at(3_000))).isTrue();
        assertThat(pace.isDue("c", true, at(8_999))).isTrue();
        assertThat(pace.isDue("c", false, at(9_000))).isTrue();
        assertThat(pace.isDue("c", true, at(15_000))).isFalse();
    }

    private static long at(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }
}
