package io.parley.topologies.engine;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RestoreProgressTest {

    private static final TopicPartition ONE = new TopicPartition("changelog", 0);
    private static final TopicPartition TWO = new TopicPartition("changelog", 1);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final RestoreProgress progress = new RestoreProgress("conversation", meters);

    @Test
    void shouldSumTheRemainingRecordsOfAllStores() {
        // When
        progress.onRestoreStart(ONE, "store", 100, 1_100);
        progress.onRestoreStart(TWO, "store", 0, 50);
        progress.onBatchRestored(ONE, "store", 599, 500);
        progress.onRestoreEnd(TWO, "store", 50);

        // Then
        assertThat(gauge()).isEqualTo(500);
    }

    @Test
    void shouldForgetWhatWasGivenAway() {
        // Given
        progress.onRestoreStart(ONE, "store", 0, 1_000);

        // When
        progress.onRestoreSuspended(ONE, "store", 10);

        // Then
        assertThat(gauge()).isZero();
    }

    @Test
    void shouldLeaveNoMeterBehind() {
        // When
        progress.close();

        // Then
        assertThat(meters.getMeters()).isEmpty();
    }

    private double gauge() {
        return meters.get("parley.streams.restore.remaining")
                .tag("application", "conversation")
                .gauge()
                .value();
    }
}
