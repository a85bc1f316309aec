package io.parley.topologies.user;

import io.parley.runtime.config.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class UserConfigTest {

    @Test
    void shouldBeTheStandardWhenNothingIsSet() {
        assertThat(UserSettings.read(Settings.of(Map.of(), UserSettings.KEYS))).isEqualTo(UserConfig.standard());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "user.keep-left | 0s | user.keep-left: 0s (expected: more than 0s)",
                "conversation.large-group-hint-interval | 0s | conversation.large-group-hint-interval: 0s (expected: more than 0s)",
                "user.swallowed-window | -1s | user.swallowed-window: -1s (expected: a duration such as 50ms, 30s, 5m, 12h, 7d or PT30S)",
                "user.swallowed-window | PT-1S | user.swallowed-window: PT-1S (expected: 0s or more)",
                "user.recent-messages | -1 | user.recent-messages: -1 (expected: 0 or more)"
            })
    void shouldNameKeyValueAndExpectationWhenASettingIsWrong(String key, String value, String message) {
        Settings settings = Settings.of(Map.of(key, value), UserSettings.KEYS);

        assertThatThrownBy(() -> UserSettings.read(settings)).hasMessage(message);
    }
}
