package io.parley.topologies.presence;

import io.parley.runtime.config.Settings;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PresenceConfigTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void shouldBeTheStandardWhenNothingIsSet() {
        assertThat(PresenceSettings.read(Settings.of(Map.of(), PresenceSettings.KEYS)))
                .isEqualTo(PresenceConfig.standard());
    }

    @Test
    void shouldNameKeyValueAndExpectationWhenItIsWrong() {
        assertThatThrownBy(() -> PresenceSettings.read(
                        Settings.of(Map.of("presence.tick-interval", "0s"), PresenceSettings.KEYS)))
                .hasMessage("presence.tick-interval: 0s (expected: more than 0s)");
        assertThatThrownBy(() -> new PresenceConfig(SECOND.multipliedBy(3), SECOND, SECOND))
                .hasMessage("presence.tick-gap: PT1S (expected: > presence.tick-interval, which is PT1S)");
        assertThatThrownBy(() -> new PresenceConfig(SECOND, SECOND, SECOND.multipliedBy(2)))
                .hasMessage("presence.lease-time: PT1S (expected: > presence.tick-gap, which is PT2S)");
    }
}
