package io.parley.standalone;

import io.parley.history.HistoryConfig;
import io.parley.schemas.CatalogueConfig;
import io.parley.schemas.Topics;
import io.parley.servers.RealServers;
import org.junit.jupiter.api.Test;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SetupTest {

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final String nowhere = "127.0.0.1:" + RealServers.get().freePort();

    @Test
    void shouldNameTheTopicWhenNoBrokerAnswers() {
        assertThatThrownBy(() -> Setup.topics(nowhere, new Topics(CatalogueConfig.small()).all(), PATIENCE))
                .isInstanceOf(StandaloneException.class)
                .hasMessageContaining("topic parley.");
    }

    @Test
    void shouldNameTheBrokersWhenTheirNamesCannotBeResolved() {
        assertThatThrownBy(() ->
                        Setup.topics("no-such-host.invalid:9092", new Topics(CatalogueConfig.small()).all(), PATIENCE))
                .isInstanceOf(StandaloneException.class)
                .hasMessageContaining("no-such-host.invalid:9092");
    }

    @Test
    void shouldNameTheStoreWhenItDoesNotAnswer() {
        assertThatThrownBy(() -> Setup.tables(HistoryConfig.of(nowhere), PATIENCE))
                .isInstanceOf(StandaloneException.class)
                .hasMessageContainingAll("store", nowhere);
    }
}
