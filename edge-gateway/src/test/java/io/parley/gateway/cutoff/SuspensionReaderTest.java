package io.parley.gateway.cutoff;

import io.parley.schemas.CatalogueConfig;
import io.parley.schemas.Topics;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Whether a reader knows that it hears of what is suspended, with a broker that is made to be away. */
class SuspensionReaderTest {

    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final Topics topics = new Topics(CatalogueConfig.small());
    private final TopicPartition partition =
            new TopicPartition(topics.suspensions().name(), 0);
    private final MovableClock clock = new MovableClock();
    private boolean away;

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest") {
        @Override
        public synchronized Map<TopicPartition, Long> endOffsets(
                Collection<TopicPartition> partitions, Duration timeout) {
            if (away) {
                throw new TimeoutException("the broker is away");
            }
            return super.endOffsets(partitions);
        }
    };

    private SuspensionReader reader;

    /** A clock that stands unless it is moved. */
    private static final class MovableClock extends Clock implements InstantSource {

        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        void move(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @BeforeEach
    void assign() {
        Node node = new Node(1, "broker", 9092);
        consumer.updatePartitions(
                partition.topic(),
                List.of(new PartitionInfo(partition.topic(), 0, node, new Node[] {node}, new Node[] {node})));
        consumer.updateBeginningOffsets(Map.of(partition, 0L));
        consumer.updateEndOffsets(Map.of(partition, 0L));
        consumer.assign(List.of(partition));
        reader = new SuspensionReader(
                consumer, topics.suspensions(), (topic, bytes) -> null, new Suspensions(), null, clock);
    }

    @Test
    void shouldBeCurrentWhileItReachesTheEnd() {
        for (int i = 0; i < 10; i++) {
            clock.move(Duration.ofSeconds(3));
            reader.pass();
            assertThat(reader.isCurrent(LONGEST)).isTrue();
        }
    }

    @Test
    void shouldNotBeCurrentOnceTheBrokerIsAwayForLongAndAgainWhenItIsBack() {
        // Given
        reader.pass();

        // When
        away = true;
        clock.move(LONGEST.plusMillis(1));

        // Then
        assertThatThrownBy(reader::pass).isInstanceOf(KafkaException.class);
        assertThat(reader.isCurrent(LONGEST)).isFalse();
        away = false;
        reader.pass();
        assertThat(reader.isCurrent(LONGEST)).isTrue();
    }

    @Test
    void shouldNotBeCurrentWhileItLagsBehind() {
        // Given
        reader.pass();
        consumer.updateEndOffsets(Map.of(partition, 5L));

        // When
        for (int i = 0; i < 4; i++) {
            clock.move(Duration.ofSeconds(3));
            reader.pass();
        }

        // Then
        assertThat(reader.isCurrent(LONGEST)).isFalse();
    }
}
