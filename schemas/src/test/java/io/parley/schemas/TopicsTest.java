package io.parley.schemas;

import org.junit.jupiter.api.Test;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TopicsTest {

    private final Topics topics = new Topics(CatalogueConfig.small());

    @Test
    void shouldPrefixEveryTopic() {
        assertThat(topics.all()).extracting(Topic::name).allMatch(name -> name.startsWith("parley."));
        assertThat(topics.deliveries(new GatewayId("gateway-1")).name()).isEqualTo("parley.deliveries.gateway-1");
        assertThat(topics.deliveriesOf("gateway-1")).isEqualTo("parley.deliveries.gateway-1");
    }

    @Test
    void shouldStampCommandsByTheLog() {
        assertThat(topics.commands().settings()).containsEntry("message.timestamp.type", "LogAppendTime");
    }

    @Test
    void shouldKeepEventsCompatibleBothWays() {
        assertThat(topics.events().compatibility()).isEqualTo(Compatibility.FULL_TRANSITIVE);
    }

    @Test
    void shouldPartitionByTheIdAlone() {
        // What murmur2 of "alice" gives; records of years depend on it.
        assertThat(Partitions.of("alice", 128))
                .isEqualTo(Partitions.of("alice", 128))
                .isBetween(0, 127);
        assertThat(topics.gateways().partitionOf("gateway-1")).isZero();
    }

    @Test
    void shouldNameKeyAndExpectationWhenConfigIsWrong() {
        assertThatThrownBy(() -> new CatalogueConfig("parley.", 0, 4, (short) 1, Duration.ofDays(7)))
                .hasMessage("topics.conversation-partitions: 0 (expected: 1 to 10000)");
    }
}
