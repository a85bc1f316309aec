package io.parley.gateway.limit;

import org.junit.jupiter.api.Test;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

class RateTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void shouldBeNoRateWhenAnyNumberIsAllowed() {
        assertThat(Rate.perSecond(0, 20)).isEmpty();
        assertThat(Rate.perSecondWithAtLeast(128, 0)).isEmpty();
        assertThat(Rate.each(Duration.ofDays(1), 0)).isEmpty();
    }

    @Test
    void shouldHoldWhatMayComeAtOnce() {
        assertThat(Rate.perSecond(10, 2)).contains(new Rate(20, 10, SECOND));
        assertThat(Rate.perSecondWithAtLeast(128, 10)).contains(new Rate(128, 10, SECOND));
        assertThat(Rate.perSecondWithAtLeast(128, 200)).contains(new Rate(200, 200, SECOND));
        assertThat(Rate.each(Duration.ofDays(1), 5)).contains(new Rate(5, 5, Duration.ofDays(1)));
    }
}
