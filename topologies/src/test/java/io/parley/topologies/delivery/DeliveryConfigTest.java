package io.parley.topologies.delivery;

import io.parley.schemas.config.Settings;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DeliveryConfigTest {

    @Test
    void shouldBeTheStandardWhenNothingIsSet() {
        assertThat(DeliverySettings.read(Settings.of(Map.of(), DeliverySettings.KEYS)))
                .isEqualTo(DeliveryConfig.standard());
    }

    @Test
    void shouldNameKeyValueAndExpectationWhenItMakesNoSense() {
        assertThatThrownBy(() -> new DeliveryConfig(Duration.ZERO, 1, Duration.ZERO, 0))
                .hasMessage("delivery.keep-left: PT0S (expected: > 0)");
        assertThatThrownBy(() -> new DeliveryConfig(Duration.ofDays(1), -1, Duration.ZERO, 0))
                .hasMessage("delivery.cached-members: -1 (expected: >= 0)");
        assertThatThrownBy(() -> new DeliveryConfig(Duration.ofDays(1), 0, Duration.ofSeconds(-1), 0))
                .hasMessage("delivery.swallowed-window: PT-1S (expected: >= 0)");
        assertThatThrownBy(() -> new DeliveryConfig(Duration.ofDays(1), 0, Duration.ZERO, -1))
                .hasMessage("delivery.recent-messages: -1 (expected: >= 0)");
    }
}
