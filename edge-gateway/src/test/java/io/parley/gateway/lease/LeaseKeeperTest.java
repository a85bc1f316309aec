package io.parley.gateway.lease;

import io.parley.avro.GatewayChange;
import io.parley.avro.Lease;
import io.parley.avro.Lost;
import io.parley.avro.Tick;
import io.parley.gateway.log.RecordingAppender;
import io.parley.schemas.AvroSerdes;
import io.parley.schemas.CatalogueConfig;
import io.parley.schemas.GatewayId;
import io.parley.schemas.LocalSchemaRegistry;
import io.parley.schemas.Topic;
import io.parley.schemas.Topics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class LeaseKeeperTest {

    private static final Topic<GatewayChange> TOPIC = new Topics(CatalogueConfig.small()).gateways();
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC.name(), 0);
    private static final Duration FOREVER = Duration.ofDays(1);

    private final AvroSerdes serdes = new AvroSerdes(new LocalSchemaRegistry());
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
    private final RecordingAppender<GatewayChange> log = new RecordingAppender<>();
    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
    private long offset;

    private final LeaseKeeper keeper = new LeaseKeeper(
            new GatewayId("gw"),
            (key, value, acknowledgement) -> {
                synchronized (log) {
                    log.append(key, value, acknowledgement);
                }
            },
            new LeaseReader(
                    new GatewayId("gw"), consumer, TOPIC, serdes.value(TOPIC).deserializer()),
            Duration.ofMillis(20),
            Clock.fixed(Instant.ofEpochMilli(1_000), ZoneOffset.UTC),
            System::nanoTime,
            new LeaseListener() {
                @Override
                public void epochChanged(long epoch) {
                    heard.add("epoch " + epoch);
                }

                @Override
                public void superseded() {
                    heard.add("superseded");
                }
            });

    @AfterEach
    void close() {
        keeper.close();
    }

    @Test
    void shouldBeginAboveEveryEarlierEpochAndAboveTheClock() {
        // When
        start(new GatewayChange("gw", new Lease(5_000L)), new GatewayChange("other", new Lease(9_000L)));

        // Then
        assertThat(keeper.current()).isEqualTo(5_001);
        assertThat(keeper.isHeld(FOREVER)).isFalse();
    }

    @Test
    void shouldHoldTheLeaseWhenItIsSeenInTheLog() {
        // Given
        start();

        // When
        add(new GatewayChange("judge", new Tick()));
        add(new GatewayChange("gw", new Lease(1_000L)));

        // Then
        await().until(() -> keeper.isHeld(FOREVER));
        assertThat(keeper.current()).isEqualTo(1_000);
        await().untilAsserted(() -> assertThat(written()).hasSizeGreaterThan(2));
        assertThat(written()).containsOnly(new Lease(1_000L));
    }

    @Test
    void shouldTakeAHigherEpochWhenItsOwnIsLost() {
        // Given
        start();

        // When
        add(new GatewayChange("gw", new Lost(999L)));
        add(new GatewayChange("other", new Lost(1_000L)));
        add(new GatewayChange("gw", new Lost(1_000L)));

        // Then
        await().untilAsserted(() -> assertThat(heard).containsExactly("epoch 1001"));
        await().untilAsserted(() -> assertThat(written()).contains(new Lease(1_001L)));
    }

    @Test
    void shouldStopWhenAnotherProcessLeadsTheSlot() {
        // Given
        start();
        add(new GatewayChange("gw", new Lease(1_000L)));
        await().until(() -> keeper.isHeld(FOREVER));

        // When
        add(new GatewayChange("gw", new Lease(2_000L)));

        // Then
        await().until(keeper::isSuperseded);
        assertThat(heard).containsExactly("superseded");
        assertThat(keeper.isHeld(FOREVER)).isFalse();
        keeper.close();
        assertThat(written()).doesNotContain(new Lost(1_000L));
    }

    @Test
    void shouldBeginANewEpochOnRequest() {
        // Given
        start();

        // When
        keeper.startOver();

        // Then
        await().untilAsserted(() -> assertThat(heard).containsExactly("epoch 1001"));
    }

    @Test
    void shouldGiveTheLeaseUpWhenItCloses() {
        // Given
        start();
        await().untilAsserted(() -> assertThat(written()).isNotEmpty());

        // When
        keeper.close();

        // Then
        assertThat(written().get(written().size() - 1)).isEqualTo(new Lost(1_000L));
    }

    @Test
    @Timeout(20)
    void shouldEndWhenTheLogDoesNotTakeTheEndOfTheLease() {
        // Given
        synchronized (log) {
            log.hold();
        }
        start();

        // When
        keeper.close();

        // Then
        assertThat(written()).endsWith(new Lost(1_000L));
        assertThat(consumer.closed()).isTrue();
    }

    private void start(GatewayChange... earlier) {
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.updateEndOffsets(Map.of(PARTITION, (long) earlier.length));
        consumer.schedulePollTask(() -> List.of(earlier).forEach(this::append));
        if (earlier.length == 0) {
            consumer.schedulePollTask(() -> {});
        }
        keeper.start();
    }

    private void add(GatewayChange change) {
        consumer.schedulePollTask(() -> append(change));
    }

    private void append(GatewayChange change) {
        byte[] value = serdes.value(TOPIC).serializer().serialize(TOPIC.name(), change);
        consumer.addRecord(new ConsumerRecord<>(TOPIC.name(), 0, offset++, null, value));
    }

    private List<Object> written() {
        synchronized (log) {
            return log.values().stream().map(GatewayChange::getBody).toList();
        }
    }
}
