package io.parley.topologies.user;

import io.parley.schemas.config.Settings;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class UserConfigTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration HINTS = Duration.ofSeconds(10);

    @Test
    void shouldBeTheStandardWhenNothingIsSet() {
        assertThat(UserSettings.read(Settings.of(Map.of(), UserSettings.KEYS))).isEqualTo(UserConfig.standard());
    }

    @Test
    void shouldNameKeyValueAndExpectationWhenItMakesNoSense() {
        assertThatThrownBy(() -> new UserConfig(Duration.ZERO, HINTS, Duration.ZERO, 0))
                .hasMessage("user.keep-left: PT0S (expected: > 0)");
        assertThatThrownBy(() -> new UserConfig(DAY, Duration.ZERO, Duration.ZERO, 0))
                .hasMessage("conversation.large-group-hint-interval: PT0S (expected: > 0)");
        assertThatThrownBy(() -> new UserConfig(DAY, HINTS, Duration.ofSeconds(-1), 0))
                .hasMessage("user.swallowed-window: PT-1S (expected: >= 0)");
        assertThatThrownBy(() -> new UserConfig(DAY, HINTS, Duration.ZERO, -1))
                .hasMessage("user.recent-messages: -1 (expected: >= 0)");
    }
}
