package io.parley.gateway.log;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.avro.DeadLetter;
import io.parley.gateway.metrics.GatewayMetrics;
import io.parley.schemas.AvroSerdes;
import io.parley.schemas.CatalogueConfig;
import io.parley.schemas.LocalSchemaRegistry;
import io.parley.schemas.Topics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DeadLetterBoxTest {

    private static final int LARGEST_REQUEST = 1024 * 1024;

    private final Topics topics = new Topics(CatalogueConfig.small());
    private final AvroSerdes serdes = new AvroSerdes(new LocalSchemaRegistry());
    private final RecordingAppender<DeadLetter> letters = new RecordingAppender<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final DeadLetterBox box = new DeadLetterBox(letters, new GatewayMetrics(meters), "gateway gw");

    @Test
    void shouldMakeALetterThatFitsWhenTheRecordIsAsLargeAsRecordsGet() {
        // When
        put(new byte[LARGEST_REQUEST - 100]);

        // Then
        assertThat(letters.values()).singleElement().satisfies(letter -> {
            assertThat(letter.getValueSize()).isEqualTo(LARGEST_REQUEST - 100);
            assertThat(size(letter)).isLessThan(LARGEST_REQUEST * 2 / 3);
        });
        assertThat(lost()).isZero();
    }

    @Test
    void shouldPutThePlaceAloneWhenTheTopicTakesNoLetterOfThatSize() {
        // Given
        letters.fail(letter -> size(letter) > 1_000, new RecordTooLargeException("too large"));

        // When
        put(new byte[5_000]);

        // Then
        assertThat(letters.values()).hasSize(2).last().satisfies(letter -> {
            assertThat(letter.getOffset()).isEqualTo(9);
            assertThat(letter.getValue()).isNull();
            assertThat(letter.getValueSize()).isEqualTo(5_000);
        });
        assertThat(lost()).isZero();
    }

    @Test
    void shouldCountALetterAsLostWhenTheTopicTakesNotEvenThePlace() {
        // Given
        letters.fail(new RecordTooLargeException("too large"));

        // When
        put(new byte[5_000]);

        // Then
        assertThat(letters.values()).hasSize(2);
        assertThat(lost()).isEqualTo(1);
    }

    @Test
    void shouldCountALetterAsLostWhenTheLogDoesNotTakeIt() {
        // Given
        letters.fail(new TimeoutException("away"));

        // When
        put(new byte[1]);

        // Then
        assertThat(letters.values()).hasSize(1);
        assertThat(lost()).isEqualTo(1);
    }

    private void put(byte[] value) {
        box.put(new ConsumerRecord<>("parley.deliveries.gw", 0, 9, null, value), new IllegalArgumentException("why"));
    }

    private int size(DeadLetter letter) {
        return serdes.value(topics.deadLetters()).serializer().serialize("parley.dead-letters", letter).length;
    }

    private double lost() {
        return meters.get("parley.gateway.dead.letters.lost").counter().count();
    }
}
