package io.parley.topologies.engine;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.runtime.config.Settings;
import io.parley.schemas.HopStamp;
import io.parley.schemas.Topics;
import io.parley.topologies.ApplicationConfig;
import io.parley.topologies.ApplicationSettings;
import io.parley.topologies.Applications;
import io.parley.topologies.TopicLabels;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

class RecordAgesTest {

    private static final long NOW = 1_800_000_000_000L;

    private Instant now = Instant.ofEpochMilli(NOW);
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final RecordAges ages = new RecordAges("user", labels(), clock, meters);

    @Test
    void shouldMeasureWhatIsReceivedAndSent() {
        // When
        receive("parley.expansions", NOW - 30);
        receive("parley.expansions", NOW - 10);
        send("parley.user-by-peer-repartition", NOW - 40);
        send("parley.deliveries.gw-1", NOW - 50);
        send("parley.deliveries.gw-2", NOW - 60);

        // Then
        assertThat(timer("in", "expansions").count()).isEqualTo(2);
        assertThat(timer("in", "expansions").totalTime(TimeUnit.MILLISECONDS)).isEqualTo(40);
        assertThat(timer("out", "by-peer-repartition").max(TimeUnit.MILLISECONDS))
                .isEqualTo(40);
        assertThat(timer("out", "deliveries").totalTime(TimeUnit.MILLISECONDS)).isEqualTo(110);
    }

    @Test
    void shouldNotCountChangelogsAndTakeAnotherClockForNow() {
        // When
        send("parley.user-user-inboxes-changelog", NOW - 30);
        receive("parley.expansions", NOW + 5);

        // Then
        assertThat(meters.find(RecordAges.METER).timers()).hasSize(1);
        assertThat(timer("in", "expansions").totalTime(TimeUnit.MILLISECONDS)).isZero();
    }

    @Test
    void shouldMeasureEachHopByItselfWhenRecordsCarryTheirStamp() {
        // Given
        Headers headers = new RecordHeaders();
        HopStamp.put(headers, now.minusMillis(25));

        // When: received after 25 ms, sent twice after 3 ms more, received by the next after 4 ms more
        receive("parley.expansions", NOW - 100, headers);
        now = now.plusMillis(3);
        Headers first = send("parley.user-by-peer-repartition", NOW - 100, headers);
        send("parley.user-by-peer-repartition", NOW - 100, headers);
        now = now.plusMillis(4);
        receive("parley.user-by-peer-repartition", NOW - 100, first);

        // Then
        assertThat(hop("wait", "expansions").totalTime(TimeUnit.MILLISECONDS)).isEqualTo(25);
        assertThat(hop("work", "by-peer-repartition").count()).isEqualTo(2);
        assertThat(hop("work", "by-peer-repartition").totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(6);
        assertThat(hop("wait", "by-peer-repartition").totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(4);
    }

    @Test
    void shouldCountNoWorkWhenARecordWasMadeOfNone() {
        // When
        Headers sent = send("parley.deliveries.gw-1", NOW - 50, new RecordHeaders());

        // Then
        assertThat(hop("work", "deliveries").count()).isZero();
        assertThat(HopStamp.microsSince(sent, now)).hasValue(0);
    }

    private void receive(String topic, long timestamp) {
        receive(topic, timestamp, new RecordHeaders());
    }

    private void receive(String topic, long timestamp, Headers headers) {
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
                headers,
                Optional.empty());
        interceptor.onConsume(new ConsumerRecords<>(Map.of(new TopicPartition(topic, 0), List.of(record)), Map.of()));
    }

    private void send(String topic, long timestamp) {
        send(topic, timestamp, new RecordHeaders());
    }

    private Headers send(String topic, long timestamp, Headers headers) {
        RecordAges.OfSent interceptor = new RecordAges.OfSent();
        interceptor.configure(Map.of(RecordAges.KEY, ages));
        return interceptor
                .onSend(new ProducerRecord<>(topic, 0, timestamp, null, new byte[0], headers))
                .headers();
    }

    private Timer hop(String part, String topic) {
        return meters.get(RecordAges.HOP_METER)
                .tags("application", "user", "part", part, "topic", topic)
                .timer();
    }

    private Timer timer(String direction, String topic) {
        return meters.get(RecordAges.METER)
                .tags("application", "user", "direction", direction, "topic", topic)
                .timer();
    }

    private static TopicLabels labels() {
        ApplicationConfig config = ApplicationSettings.read(Settings.of(
                Map.of(
                        "kafka.bootstrap-servers", "broker:9092",
                        "registry.url", "http://registry:8081",
                        "streams.state-dir", "x"),
                Applications.USER.keys()));
        return new TopicLabels(Applications.USER, config, new Topics(config.catalogue()));
    }
}
