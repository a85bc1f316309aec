package io.parley.standalone;

import io.parley.history.HistorySettings;
import io.parley.runtime.config.Settings;
import io.parley.runtime.kafka.Brokers;
import io.parley.schemas.CatalogueConfig;
import io.parley.schemas.Topics;
import io.parley.servers.RealServers;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SetupTest {

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final String nowhere = "127.0.0.1:" + RealServers.get().freePort();

    @Test
    void shouldNameTheTopicWhenNoBrokerAnswers() {
        assertThatThrownBy(() -> Setup.topics(Brokers.at(nowhere), new Topics(CatalogueConfig.small()).all(), PATIENCE))
                .isInstanceOf(StandaloneException.class)
                .hasMessageContaining("topic parley.");
    }

    @Test
    void shouldNameTheBrokersWhenTheirNamesCannotBeResolved() {
        assertThatThrownBy(() -> Setup.topics(
                        Brokers.at("no-such-host.invalid:9092"), new Topics(CatalogueConfig.small()).all(), PATIENCE))
                .isInstanceOf(StandaloneException.class)
                .hasMessageContaining("no-such-host.invalid:9092");
    }

    @Test
    void shouldNameTheStoreWhenItDoesNotAnswer() {
        // Given
        Settings store = Settings.of(Map.of("history.contact-points", nowhere), HistorySettings.KEYS);

        // Then
        assertThatThrownBy(() -> Setup.tables(HistorySettings.read(store), PATIENCE))
                .isInstanceOf(StandaloneException.class)
                .hasMessageContainingAll("store", nowhere);
    }
}
