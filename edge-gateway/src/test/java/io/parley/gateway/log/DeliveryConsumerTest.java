package io.parley.gateway.log;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.avro.DeadLetter;
import io.parley.avro.Delivery;
import io.parley.avro.PresenceChange;
import io.parley.avro.PresenceStatus;
import io.parley.gateway.metrics.GatewayMetrics;
import io.parley.schemas.AvroSerdes;
import io.parley.schemas.CatalogueConfig;
import io.parley.schemas.GatewayId;
import io.parley.schemas.HopStamp;
import io.parley.schemas.LocalSchemaRegistry;
import io.parley.schemas.RegistryUnavailableException;
import io.parley.schemas.Topic;
import io.parley.schemas.Topics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class DeliveryConsumerTest {

    private static final Topic<Delivery> TOPIC = new Topics(CatalogueConfig.small()).deliveries(new GatewayId("gw"));
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC.name(), 0);

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final AvroSerdes serdes = new AvroSerdes(new LocalSchemaRegistry());
    private final MockConsumer<byte[], byte[]> kafka = new MockConsumer<>("none");
    private final RecordingAppender<DeadLetter> deadLetters = new RecordingAppender<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final GatewayMetrics metrics = new GatewayMetrics(meters);
    private final AtomicInteger registryFailures = new AtomicInteger();
    private final AtomicLong nanos = new AtomicLong();
    private final List<String> handled = Collections.synchronizedList(new ArrayList<>());
    private long offset = 7;
    private volatile Runnable whileHandled = () -> {};

    private final DeliveryHandler handler = new DeliveryHandler() {
        @Override
        public void deliver(Delivery delivery) {
            String userId = ((PresenceChange) delivery.getBody()).getUserId();
            if (userId.equals("poison")) {
                throw new IllegalArgumentException("of no use");
            }
            whileHandled.run();
            handled.add(userId);
        }

        @Override
        public void endOfBatch() {
            handled.add("|");
        }

        @Override
        public void deliveriesLost() {
            handled.add("lost");
        }
    };

    private final DeliveryConsumer consumer = new DeliveryConsumer(
            kafka,
            TOPIC,
            flaky(serdes.value(TOPIC).deserializer()),
            handler,
            new DeadLetterBox(deadLetters, metrics, "gateway gw"),
            metrics,
            Clock.fixed(NOW, ZoneOffset.UTC),
            nanos::get);

    @BeforeEach
    void start() {
        kafka.updateBeginningOffsets(Map.of(PARTITION, 0L));
        kafka.updateEndOffsets(Map.of(PARTITION, 7L));
        consumer.start();
    }

    @AfterEach
    void close() {
        consumer.close();
        assertThat(kafka.closed()).isTrue();
    }

    @Test
    void shouldHandDeliveriesOverInTheirOrderWhenTheyCome() {
        // When
        kafka.schedulePollTask(() -> {
            add(serialized("a"));
            add(serialized("b"));
        });

        // Then
        await().untilAsserted(() -> assertThat(handled).containsExactly("a", "b", "|"));
    }

    @Test
    void shouldPutPoisonAsideAndGoOnWhenItComes() {
        // When
        kafka.schedulePollTask(() -> {
            add(new byte[] {1});
            add(null);
            add(serialized("poison"));
            add(serialized("after"));
        });

        // Then
        await().untilAsserted(() -> assertThat(handled).containsExactly("after", "|", "lost"));
        assertThat(deadLetters.values()).extracting(DeadLetter::getOffset).containsExactly(7L, 8L, 9L);
        assertThat(deadLetters.values()).allSatisfy(letter -> {
            assertThat(letter.getTopic()).isEqualTo(TOPIC.name());
            assertThat(letter.getApplication()).isEqualTo("gateway gw");
        });
    }

    @Test
    void shouldHaveEverybodyStartOverNowAndThenWhenPoisonKeepsComing() {
        // Given
        kafka.schedulePollTask(() -> add(serialized("poison")));
        await().untilAsserted(() -> assertThat(handled).containsExactly("|", "lost"));
        kafka.schedulePollTask(() -> add(serialized("poison")));
        kafka.schedulePollTask(() -> add(serialized("poison")));
        await().untilAsserted(() -> assertThat(deadLetters.values()).hasSize(3));

        // When
        nanos.addAndGet(Duration.ofSeconds(30).toNanos() - 1);
        kafka.schedulePollTask(() -> add(serialized("before")));
        await().untilAsserted(() -> assertThat(handled).containsExactly("|", "lost", "|", "|", "before", "|"));
        nanos.incrementAndGet();

        // Then
        await().untilAsserted(() -> assertThat(handled).endsWith("before", "|", "lost"));
        kafka.schedulePollTask(() -> add(serialized("later")));
        nanos.addAndGet(Duration.ofMinutes(1).toNanos());
        await().untilAsserted(() -> assertThat(handled).endsWith("lost", "later", "|"));
    }

    @Test
    void shouldWaitForTheRegistryWhenItIsAway() {
        // Given
        registryFailures.set(1);

        // When
        kafka.schedulePollTask(() -> add(serialized("waited")));

        // Then
        await().untilAsserted(() -> assertThat(handled).containsExactly("waited", "|"));
        assertThat(deadLetters.values()).isEmpty();
    }

    @Test
    void shouldGoOnWhenTheBrokerWasAway() {
        // When
        kafka.schedulePollTask(() -> kafka.setPollException(new KafkaException("away")));
        kafka.schedulePollTask(() -> add(serialized("back")));

        // Then
        await().untilAsserted(() -> assertThat(handled).containsExactly("back", "|"));
    }

    @Test
    void shouldStartOverAtTheEndWhenDeliveriesAreGone() {
        // When
        kafka.schedulePollTask(() -> kafka.setPollException(new OffsetOutOfRangeException(Map.of(PARTITION, 7L))));
        kafka.schedulePollTask(() -> add(serialized("later")));

        // Then
        await().untilAsserted(() -> assertThat(handled).containsExactly("lost", "later", "|"));
    }

    @Test
    void shouldCountWaitingDeliveriesWhenTheyAreNotReadYet() {
        // Given
        assertThat(lag()).isZero();
        List<Double> seen = Collections.synchronizedList(new ArrayList<>());
        whileHandled = () -> seen.add(lag());

        // When
        kafka.schedulePollTask(() -> {
            add(serialized("a"));
            add(serialized("b"));
            kafka.updateEndOffsets(Map.of(PARTITION, 12L));
        });

        // Then two that are being handled, and three that are yet to be read
        await().untilAsserted(() -> assertThat(handled).containsExactly("a", "b", "|"));
        assertThat(seen).containsExactly(5.0, 5.0);
        await().untilAsserted(() -> assertThat(lag()).isEqualTo(3));
    }

    @Test
    void shouldMeasureHowLongDeliveriesWereUnderWayWhenTheyCarryTheirStamp() {
        // Given
        ConsumerRecord<byte[], byte[]> delivery =
                new ConsumerRecord<>(TOPIC.name(), 0, offset++, null, serialized("stamped"));
        HopStamp.put(delivery.headers(), NOW.minusMillis(12));

        // When
        kafka.schedulePollTask(() -> kafka.addRecord(delivery));

        // Then
        await().untilAsserted(() -> assertThat(handled).containsExactly("stamped", "|"));
        assertThat(meters.get("parley.gateway.delivery.wait").timer().totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(12);
    }

    private void add(byte[] value) {
        kafka.addRecord(new ConsumerRecord<>(TOPIC.name(), 0, offset++, null, value));
    }

    private byte[] serialized(String userId) {
        return serdes.value(TOPIC)
                .serializer()
                .serialize(
                        TOPIC.name(), new Delivery(new PresenceChange(userId, PresenceStatus.ONLINE, null, List.of())));
    }

    private Deserializer<Delivery> flaky(Deserializer<Delivery> deserializer) {
        return (topic, bytes) -> {
            if (registryFailures.getAndDecrement() > 0) {
                throw new RegistryUnavailableException("away", null);
            }
            return deserializer.deserialize(topic, bytes);
        };
    }

    private double lag() {
        return meters.get("parley.gateway.delivery.lag").gauge().value();
    }
}
