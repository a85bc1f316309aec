package io.parley.history;

import io.parley.runtime.config.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

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
        assertThat(config.connection().contactPoints())
                .containsExactly(new ContactPoint("cassandra", 9042), new ContactPoint("::1", 9042))
                .hasToString("[cassandra:9042, [::1]:9042]");
        assertThat(config.connection().credentials()).isEmpty();
        assertThat(config.keyspace()).isEqualTo(new HistoryConfig.Keyspace("parley_hot", Map.of("datacenter1", 1)));
        assertThat(config.timeToLive()).isZero();
        assertThat(config.longestWait()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void shouldReadCopiesByDataCentreAndWhoLogsIn() {
        // Given
        Settings settings = Settings.of(
                Map.of(
                        "history.contact-points", "a:1",
                        "history.local-datacenter", "dc1",
                        "history.replication", "dc1:3, dc2:2",
                        "history.username", "me",
                        "history.password", "secret"),
                HistorySettings.KEYS);

        // When
        HistoryConfig config = HistorySettings.read(settings);

        // Then
        assertThat(config.keyspace().replication()).isEqualTo(Map.of("dc1", 3, "dc2", 2));
        assertThat(config.connection().credentials()).contains(new HistoryConfig.Credentials("me", "secret"));
    }

    @Test
    void shouldEncryptConnectionsWhenItIsEnabled() {
        // Given
        Map<String, String> values = new HashMap<>(Map.of("history.contact-points", "a:1"));
        HistoryConfig plain = HistorySettings.read(Settings.of(values, HistorySettings.KEYS));
        values.put("history.tls.enabled", "true");
        values.put("history.tls.verify-hostname", "false");

        // When
        HistoryConfig encrypted = HistorySettings.read(Settings.of(values, HistorySettings.KEYS));

        // Then
        assertThat(plain.connection().tls()).isEmpty();
        assertThat(encrypted.connection().tls()).hasValueSatisfying(tls -> {
            assertThat(tls.verifiesHostnames()).isFalse();
            assertThat(tls.files().isStandard()).isTrue();
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "history.contact-points    | cassandra     | history.contact-points: cassandra (expected: host:port,",
                "history.contact-points    | a:70000       | history.contact-points: a:70000 (expected: host:port,",
                "history.contact-points    | ,             | history.contact-points: , (expected: host:port, one or",
                "history.local-datacenter  | dc 1          | history.local-datacenter: dc 1 (expected: characters of",
                "history.keyspace          | Chat          | history.keyspace: Chat (expected: 1 to 48 characters",
                "history.replication       | dc1           | history.replication: dc1 (expected: data centre:copies",
                "history.replication       | datacenter1:0 | history.replication: datacenter1:0 (expected: data centre",
                "history.replication       | dc9:3         | history.replication: {dc9=3} (expected: the history.local",
                "history.request-timeout   | 0s            | history.request-timeout: 0s (expected: more than 0s)",
                "history.time-to-live      | 10ms          | history.time-to-live: 10ms (expected: 0s, or 1s to 7300d)",
                "history.time-to-live      | 7301d         | history.time-to-live: 7301d (expected: 0s, or 1s to 7300d)",
                "history.longest-wait      | PT-1S         | history.longest-wait: PT-1S (expected: 0s or more)",
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
