package io.parley.history;

import io.parley.runtime.config.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HistorySettingsTest {

    @Test
    void shouldTakeDefaultsWhenOnlyContactPointsAreSet() {
        // Given
        Settings settings =
                Settings.of(Map.of("history.contact-points", "cassandra:9042, [::1]:9042"), HistorySettings.KEYS);

        // When
        HistoryConfig config = HistorySettings.read(settings);

        // Then
        assertThat(config.contactPoints()).containsExactly("cassandra:9042", "[::1]:9042");
        assertThat(config.keyspace()).isEqualTo("parley_hot");
        assertThat(config.replication()).isEqualTo(Map.of("datacenter1", 1));
        assertThat(config.timeToLive()).isZero();
        assertThat(config.longestWait()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.credentials()).isEmpty();
    }

    @Test
    void shouldReadTheSameConfigWhenItWasWritten() {
        // Given
        HistoryConfig config = new HistoryConfig(
                List.of("a:1", "b:2"),
                "dc1",
                "chat",
                Map.of("dc1", 3, "dc2", 2),
                Duration.ofMillis(500),
                Duration.ofDays(30),
                Duration.ofMillis(1500),
                Optional.of(new HistoryConfig.Credentials("me", "secret")));

        // When
        Map<String, String> written = HistorySettings.write(config);

        // Then
        assertThat(HistorySettings.read(Settings.of(written, HistorySettings.KEYS)))
                .isEqualTo(config);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "history.contact-points    | cassandra     | history.contact-points: cassandra (expected: host:port)",
                "history.contact-points    | a:70000       | history.contact-points: a:70000 (expected: host:port)",
                "history.keyspace          | Chat          | history.keyspace: Chat (expected: 1 to 48 characters",
                "history.replication       | dc1           | history.replication: dc1 (expected: data centre:copies)",
                "history.replication       | datacenter1:0 | history.replication: datacenter1:0 (expected: data centre",
                "history.replication       | dc9:3         | history.replication: {dc9=3} (expected: the local",
                "history.request-timeout   | 0s            | history.request-timeout: PT0S (expected: > 0)",
                "history.time-to-live      | 10ms          | history.time-to-live: PT0.01S (expected: 0s, or 1s to",
                "history.longest-wait      | -1s           | history.longest-wait: "
            })
    void shouldNameKeyValueAndExpectationWhenSettingIsWrong(String key, String value, String message) {
        // Given
        Map<String, String> values = new HashMap<>(Map.of("history.contact-points", "cassandra:9042"));
        values.put(key, value);

        // When // Then
        assertThatThrownBy(() -> HistorySettings.read(Settings.of(values, HistorySettings.KEYS)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void shouldNotShowPasswordWhenConfigIsPrinted() {
        // Given
        HistoryConfig.Credentials credentials = new HistoryConfig.Credentials("me", "secret");

        // When
        String printed = credentials.toString();

        // Then
        assertThat(printed).doesNotContain("secret");
    }
}
