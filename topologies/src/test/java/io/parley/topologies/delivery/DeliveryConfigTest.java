package io.parley.topologies.delivery;

import io.parley.schemas.config.Settings;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DeliveryConfigTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration HINTS = Duration.ofSeconds(10);

    @Test
    void shouldBeTheStandardWhenNothingIsSet() {
        assertThat(DeliverySettings.read(Settings.of(Map.of(), DeliverySettings.KEYS)))
                .isEqualTo(DeliveryConfig.standard());
    }

    @Test
    void shouldNameKeyValueAndExpectationWhenItMakesNoSense() {
        assertThatThrownBy(() -> new DeliveryConfig(Duration.ZERO, 1, 1, 100, HINTS, Duration.ZERO, 0))
                .hasMessage("delivery.keep-left: PT0S (expected: > 0)");
        assertThatThrownBy(() -> new DeliveryConfig(DAY, -1, 1, 100, HINTS, Duration.ZERO, 0))
                .hasMessage("delivery.cached-members: -1 (expected: >= 0)");
        assertThatThrownBy(() -> new DeliveryConfig(DAY, 1, -1, 100, HINTS, Duration.ZERO, 0))
                .hasMessage("delivery.cached-interests: -1 (expected: >= 0)");
        assertThatThrownBy(() -> new DeliveryConfig(DAY, 1, 1, 1, HINTS, Duration.ZERO, 0))
                .hasMessage("delivery.large-group-threshold: 1 (expected: >= 2)");
        assertThatThrownBy(() -> new DeliveryConfig(DAY, 1, 1, 100, Duration.ZERO, Duration.ZERO, 0))
                .hasMessage("delivery.large-group-hint-interval: PT0S (expected: > 0)");
        assertThatThrownBy(() -> new DeliveryConfig(DAY, 0, 1, 100, HINTS, Duration.ofSeconds(-1), 0))
                .hasMessage("delivery.swallowed-window: PT-1S (expected: >= 0)");
        assertThatThrownBy(() -> new DeliveryConfig(DAY, 0, 1, 100, HINTS, Duration.ZERO, -1))
                .hasMessage("delivery.recent-messages: -1 (expected: >= 0)");
    }
}
