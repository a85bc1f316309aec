package io.parley.standalone;

import io.parley.history.HistoryConfig;
import io.parley.runtime.kafka.Brokers;
import io.parley.schemas.CatalogueConfig;
import io.parley.schemas.Topics;
import io.parley.servers.Ports;
import org.junit.jupiter.api.Test;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SetupTest {

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final String nowhere = "127.0.0.1:" + Ports.free();

    @Test
    void shouldNameTheTopicWhenNoBrokerAnswers() {
        assertThatThrownBy(() -> Setup.topics(Brokers.at(nowhere), new Topics(CatalogueConfig.small()).all(), PATIENCE))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("topic parley.");
    }

    @Test
    void shouldNameTheBrokersWhenTheirNamesCannotBeResolved() {
        assertThatThrownBy(() -> Setup.topics(
                        Brokers.at("no-such-host.invalid:9092"), new Topics(CatalogueConfig.small()).all(), PATIENCE))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("no-such-host.invalid:9092");
    }

    @Test
    void shouldNameTheStoreWhenItDoesNotAnswer() {
        assertThatThrownBy(() -> Setup.tables(HistoryConfig.of(nowhere), PATIENCE))
                .isInstanceOf(StackException.class)
                .hasMessageContainingAll("store", nowhere);
    }
}
