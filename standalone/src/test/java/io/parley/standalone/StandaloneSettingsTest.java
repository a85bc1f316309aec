package io.parley.standalone;

import io.parley.examples.activity.ActivityApplication;
import io.parley.examples.moderation.Moderation;
import io.parley.topologies.Applications;
import io.parley.topologies.conversation.ConversationSettings;
import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StandaloneSettingsTest {

    @Test
    void shouldTakeSettingsOfThePartsFromTheEnvironment() {
        // When
        StandaloneConfig config = StandaloneSettings.read(
                Map.of("PARLEY_GATEWAY_IDLE_TIMEOUT", "20s", "PATH", "/bin"), Map.of(), List.of());

        // Then
        assertThat(config.settings()).containsExactlyEntriesOf(Map.of("gateway.idle-timeout", "20s"));
        assertThat(config.dataDir()).isEqualTo(Path.of(".parley").toAbsolutePath());
    }

    @Test
    void shouldPreferOptionsToTheEnvironment() {
        // When
        StandaloneConfig config = StandaloneSettings.read(
                Map.of("PARLEY_STANDALONE_DATA", "/a", "PARLEY_GATEWAY_PORT", "1"),
                Map.of("standalone.data", "/b", "gateway.port", "2"),
                List.of());

        // Then
        assertThat(config.dataDir()).isEqualTo(Path.of("/b"));
        assertThat(config.settings()).containsEntry("gateway.port", "2");
    }

    @Test
    void shouldRefuseWhatItDecidesItself() {
        assertThatThrownBy(() -> StandaloneSettings.read(
                        Map.of("PARLEY_KAFKA_BOOTSTRAP_SERVERS", "elsewhere:9092"), Map.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PARLEY_KAFKA_BOOTSTRAP_SERVERS");
    }

    @Test
    void shouldKnowEveryKeyThatItDecides() {
        assertThat(StandaloneSettings.KEYS).noneMatch(Plan.DECIDED::contains).doesNotHaveDuplicates();
    }

    @Test
    void shouldTellPortsByWhatOneSaysToChooseAnother() {
        // Given
        StandaloneConfig config = StandaloneSettings.read(
                Map.of("PARLEY_STANDALONE_BROKER_PORT", "9092"), Map.of("management.port", "0"), List.of());

        // When
        Map<String, Integer> ports = StandaloneSettings.fixedPorts(config.own());

        // Then
        assertThat(ports)
                .containsExactlyInAnyOrderEntriesOf(Map.of("--port", 8080, "PARLEY_STANDALONE_BROKER_PORT", 9092));
    }

    @Test
    void shouldTakeSettingsOfStepAndOfApplicationWhenTheyArePluggedIn() {
        // Given
        Map<String, String> environment = Map.of(
                "PARLEY_CONVERSATION_STEPS", Moderation.class.getName(),
                "PARLEY_MODERATION_REFUSED_WORDS", "spam",
                "PARLEY_ACTIVITY_LATENESS", "1m");

        // When
        StandaloneConfig config = StandaloneSettings.read(environment, Map.of(), List.of(ActivityApplication.ACTIVITY));

        // Then
        assertThat(StandaloneSettings.fixedPorts(config.own())).containsKey("--port");
        assertThat(config.settings())
                .containsEntry("moderation.refused-words", "spam")
                .containsEntry("activity.lateness", "1m");
    }

    @Test
    void shouldGiveASettingToEveryApplicationThatKnowsIt() {
        // When
        StandaloneConfig config = StandaloneSettings.read(
                Map.of("PARLEY_CONVERSATION_LARGE_GROUP_HINT_INTERVAL", "3s"), Map.of(), List.of());

        // Then
        assertThat(StandaloneSettings.KEYS)
                .filteredOn(key -> key.name().equals("conversation.large-group-hint-interval"))
                .hasSize(1);
        assertThat(List.of(Applications.CONVERSATION, Applications.USER))
                .allSatisfy(application -> assertThat(application
                                .settingsAmong(config.settings())
                                .get(ConversationSettings.LARGE_GROUP_HINT_INTERVAL))
                        .isEqualTo(Duration.ofSeconds(3)));
    }

    @Test
    void shouldRefuseSettingOfStepWhenItIsNotNamed() {
        assertThatThrownBy(() ->
                        StandaloneSettings.read(Map.of("PARLEY_MODERATION_REFUSED_WORDS", "spam"), Map.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PARLEY_MODERATION_REFUSED_WORDS: unknown");
        assertThatThrownBy(() -> StandaloneConfig.onFreePorts(Path.of("data"))
                        .with("moderation.refused-words", "spam")
                        .own())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("moderation.refused-words: unknown");
    }
}
