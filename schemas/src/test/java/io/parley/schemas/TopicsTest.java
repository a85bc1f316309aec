package io.parley.schemas;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

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
        // The hashes that Kafka's own tests hold murmur2 against, and other clients theirs; records of years depend on
        // them.
        assertThat(Partitions.of("21", 128)).isEqualTo((-973932308 & 0x7fffffff) % 128);
        assertThat(Partitions.of("foobar", 128)).isEqualTo((-790332482 & 0x7fffffff) % 128);
        assertThat(Partitions.of("a-little-bit-long-string", 100)).isEqualTo((-985981536 & 0x7fffffff) % 100);
        assertThat(topics.gateways().partitionOf("gateway-1")).isZero();
    }
}
