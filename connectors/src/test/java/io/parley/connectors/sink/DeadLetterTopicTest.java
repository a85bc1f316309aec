package io.parley.connectors.sink;

import io.parley.avro.DeadLetter;
import io.parley.runtime.config.InstallationSettings;
import io.parley.runtime.config.Settings;
import io.parley.schemas.AvroSerdes;
import io.parley.schemas.CatalogueConfig;
import io.parley.schemas.LocalSchemaRegistry;
import io.parley.schemas.Topics;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.internals.PluginMetricsImpl;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import static org.assertj.core.api.Assertions.assertThat;

class DeadLetterTopicTest {

    private static final int LARGEST_REQUEST = 1024 * 1024;

    private final Topics topics = new Topics(CatalogueConfig.small());
    private final AvroSerdes serdes = new AvroSerdes(new LocalSchemaRegistry());
    private final Metrics metrics = new Metrics();
    private final MockProducer<String, DeadLetter> producer = new MockProducer<>(
            false,
            new RoundRobinPartitioner(),
            serdes.key().serializer(),
            serdes.value(topics.deadLetters()).serializer());
    private final DeadLetterTopic letters = new DeadLetterTopic(
            "sink",
            Settings.of(
                    Map.of(InstallationSettings.BOOTSTRAP_SERVERS.name(), "nowhere:1"),
                    List.of(InstallationSettings.BOOTSTRAP_SERVERS, InstallationSettings.KAFKA_CLIENT)),
            topics,
            serdes,
            new TaskMetrics(new PluginMetricsImpl(metrics, Map.of()), Clock.systemUTC()),
            producer);

    @AfterEach
    void close() {
        letters.close();
        metrics.close();
    }

    @Test
    void shouldMakeALetterThatFitsWhenTheRecordIsAsLargeAsRecordsGet() {
        // When
        CompletableFuture<Void> kept = report(new byte[LARGEST_REQUEST - 100]);
        producer.completeNext();

        // Then
        assertThat(kept).isCompleted();
        assertThat(sizes()).singleElement().satisfies(size -> assertThat(size).isLessThan(LARGEST_REQUEST * 2 / 3));
        assertThat(producer.history().get(0).value().getValueSize()).isEqualTo(LARGEST_REQUEST - 100);
        assertThat(lost()).isZero();
    }

    @Test
    void shouldKeepTheKeyAsItWasInTheLog() {
        // When
        var unused = letters.report(
                new SinkRecord("parley.events", 1, null, "zoë", null, new byte[1], 7),
                new IllegalArgumentException("why"));

        // Then
        assertThat(producer.history().get(0).value().getKey())
                .isEqualTo(ByteBuffer.wrap("zoë".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void shouldPutThePlaceAloneWhenTheTopicTakesNoLetterOfThatSize() {
        // Given
        CompletableFuture<Void> kept = report(new byte[5_000]);

        // When
        producer.errorNext(new RecordTooLargeException("too large"));
        assertThat(kept).isNotDone();
        producer.completeNext();

        // Then
        assertThat(kept).isCompleted();
        assertThat(sizes().get(1)).isLessThan(300);
        assertThat(lost()).isZero();
    }

    @Test
    void shouldGoOnAndCountWhenTheTopicTakesNotEvenThePlace() {
        // Given
        CompletableFuture<Void> kept = report(new byte[5_000]);

        // When
        producer.errorNext(new RecordTooLargeException("too large"));
        producer.errorNext(new RecordTooLargeException("too large"));

        // Then
        assertThat(kept).isCompletedWithValue(null);
        assertThat(lost()).isEqualTo(1);
    }

    @Test
    void shouldFailSoThatItIsTriedAgainWhenTheBrokersAreAway() {
        // Given
        CompletableFuture<Void> kept = report(new byte[5]);

        // When
        producer.errorNext(new TimeoutException("away"));

        // Then
        assertThat(kept).isCompletedExceptionally();
        assertThat(producer.history()).hasSize(1);
        assertThat(lost()).isZero();
    }

    private CompletableFuture<Void> report(byte[] value) {
        return letters.report(
                        new SinkRecord("parley.events", 1, null, null, null, value, 7),
                        new IllegalArgumentException("why"))
                .toCompletableFuture();
    }

    private List<Integer> sizes() {
        return producer.history().stream()
                .map(sent ->
                        serdes.value(topics.deadLetters()).serializer().serialize(sent.topic(), sent.value()).length)
                .toList();
    }

    private long lost() {
        return (long) metrics.metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals(DeadLetterTopic.LOST))
                .findFirst()
                .orElseThrow()
                .getValue()
                .metricValue();
    }
}
