package io.parley.schemas;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

import java.time.Instant;

import static org.assertj.core.api.Assertions.assertThat;

class HopStampTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.000250Z");

    private final Headers headers = new RecordHeaders();

    @Test
    void shouldMeasureFromTheLastStampWhenThereAreSeveral() {
        // Given
        HopStamp.put(headers, NOW.minusMillis(40));
        HopStamp.put(headers, NOW.minusNanos(90_000));

        // When
        long micros = HopStamp.microsSince(headers, NOW.minusSeconds(1).toEpochMilli(), NOW);

        // Then
        assertThat(micros).isEqualTo(90);
        assertThat(headers).hasSize(1);
    }

    @Test
    void shouldMeasureFromTheTimestampWhenThereIsNoStamp() {
        assertThat(HopStamp.microsSince(headers, NOW.toEpochMilli() - 3, NOW)).isEqualTo(3_250);
        assertThat(HopStamp.microsSince(headers, NOW)).isEmpty();
    }

    @Test
    void shouldTakeWhatIsNoStampForNoneAndAnotherClockForNow() {
        // Given
        headers.add(HopStamp.HEADER, new byte[] {1});

        // Then
        assertThat(HopStamp.microsSince(headers, NOW)).isEmpty();
        HopStamp.put(headers, NOW.plusMillis(7));
        assertThat(HopStamp.microsSince(headers, NOW)).hasValue(0);
    }
}
