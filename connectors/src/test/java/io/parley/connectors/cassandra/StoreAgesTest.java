package io.parley.connectors.cassandra;

import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

import static org.assertj.core.api.Assertions.assertThat;

class StoreAgesTest {

    private static final long NOW = 1_800_000_000_000L;

    private final StoreAges ages = new StoreAges(Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC));

    @Test
    void shouldCountEachIntoEveryBucketThatItFits() {
        // When
        ages.stored(NOW - 5);
        ages.stored(NOW - 6);
        ages.stored(NOW - 100_000);

        // Then
        assertThat(ages.within(5)).isEqualTo(1);
        assertThat(ages.within(10)).isEqualTo(2);
        assertThat(ages.within(30_000)).isEqualTo(2);
        assertThat(ages.within(Long.MAX_VALUE)).isEqualTo(3);
        assertThat(ages.sumMillis()).isEqualTo(100_011);
    }

    @Test
    void shouldTakeAnotherClockForNowAndLeaveOutWhatHasNoTime() {
        // When
        ages.stored(NOW + 50);
        ages.stored(null);

        // Then
        assertThat(ages.within(5)).isEqualTo(1);
        assertThat(ages.sumMillis()).isZero();
    }
}
