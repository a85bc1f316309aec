package io.parley.topologies;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.schemas.Topics;
import io.parley.schemas.config.Settings;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;

class RecordAgesTest {

    private static final long NOW = 1_800_000_000_000L;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final RecordAges ages =
            new RecordAges("delivery", labels(), Clock.fixed(Instant.ofEpochMilli(NOW), UTC), meters);

    @Test
    void shouldMeasureWhatIsReceivedAndSent() {
        // When
        receive("parley.events", NOW - 30);
        receive("parley.events", NOW - 10);
        send("parley.delivery-expansions-repartition", NOW - 40);
        send("parley.deliveries.gw-1", NOW - 50);
        send("parley.deliveries.gw-2", NOW - 60);

        // Then
        assertThat(timer("in", "events").count()).isEqualTo(2);
        assertThat(timer("in", "events").totalTime(TimeUnit.MILLISECONDS)).isEqualTo(40);
        assertThat(timer("out", "expansions-repartition").max(TimeUnit.MILLISECONDS))
                .isEqualTo(40);
        assertThat(timer("out", "deliveries").totalTime(TimeUnit.MILLISECONDS)).isEqualTo(110);
    }

    @Test
    void shouldNotCountChangelogsAndTakeAnotherClockForNow() {
        // When
        send("parley.delivery-inboxes-changelog", NOW - 30);
        receive("parley.events", NOW + 5);

        // Then
        assertThat(meters.find(RecordAges.METER).timers()).hasSize(1);
        assertThat(timer("in", "events").totalTime(TimeUnit.MILLISECONDS)).isZero();
    }

    private void receive(String topic, long timestamp) {
        RecordAges.OfReceived interceptor = new RecordAges.OfReceived();
        interceptor.configure(Map.of(RecordAges.KEY, ages));
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(
                topic,
                0,
                0,
                timestamp,
                TimestampType.LOG_APPEND_TIME,
                0,
                0,
                null,
                new byte[0],
                new RecordHeaders(),
                Optional.empty());
        interceptor.onConsume(new ConsumerRecords<>(Map.of(new TopicPartition(topic, 0), List.of(record)), Map.of()));
    }

    private void send(String topic, long timestamp) {
        RecordAges.OfSent interceptor = new RecordAges.OfSent();
        interceptor.configure(Map.of(RecordAges.KEY, ages));
        interceptor.onSend(new ProducerRecord<>(topic, 0, timestamp, null, new byte[0]));
    }

    private Timer timer(String direction, String topic) {
        return meters.get(RecordAges.METER)
                .tags("application", "delivery", "direction", direction, "topic", topic)
                .timer();
    }

    private static TopicLabels labels() {
        ApplicationConfig config = ApplicationSettings.read(Settings.of(
                Map.of(
                        "kafka.bootstrap-servers", "broker:9092",
                        "registry.url", "http://registry:8081",
                        "streams.state-dir", "x"),
                Applications.DELIVERY.keys()));
        return new TopicLabels(Applications.DELIVERY, config, new Topics(config.catalogue()));
    }
}
