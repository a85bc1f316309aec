package io.parley.standalone;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StandaloneSettingsTest {

    @Test
    void shouldTakeSettingsOfThePartsFromTheEnvironment() {
        // When
        StandaloneConfig config =
                StandaloneSettings.read(Map.of("PARLEY_GATEWAY_IDLE_TIMEOUT", "20s", "PATH", "/bin"), Map.of());

        // Then
        assertThat(config.settings()).containsExactlyEntriesOf(Map.of("gateway.idle-timeout", "20s"));
        assertThat(config.dataDir()).isEqualTo(Path.of(".parley").toAbsolutePath());
    }

    @Test
    void shouldPreferOptionsToTheEnvironment() {
        // When
        StandaloneConfig config = StandaloneSettings.read(
                Map.of("PARLEY_STANDALONE_DATA", "/a", "PARLEY_GATEWAY_PORT", "1"),
                Map.of("standalone.data", "/b", "gateway.port", "2"));

        // Then
        assertThat(config.dataDir()).isEqualTo(Path.of("/b"));
        assertThat(config.settings()).containsEntry("gateway.port", "2");
    }

    @Test
    void shouldRefuseWhatItDecidesItself() {
        assertThatThrownBy(() ->
                        StandaloneSettings.read(Map.of("PARLEY_KAFKA_BOOTSTRAP_SERVERS", "elsewhere:9092"), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PARLEY_KAFKA_BOOTSTRAP_SERVERS");
    }

    @Test
    void shouldKnowEveryKeyThatItDecides() {
        assertThat(StandaloneSettings.KEYS)
                .noneMatch(key -> Decisions.NAMES.contains(key.name()))
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldTellPortsByWhatOneSaysToChooseAnother() {
        // Given
        StandaloneConfig config = StandaloneSettings.read(
                Map.of("PARLEY_STANDALONE_BROKER_PORT", "9092"), Map.of("gateway.management-port", "0"));

        // When
        Map<String, Integer> ports = StandaloneSettings.fixedPorts(config.own());

        // Then
        assertThat(ports)
                .containsExactlyInAnyOrderEntriesOf(Map.of("--port", 8080, "PARLEY_STANDALONE_BROKER_PORT", 9092));
    }
}
