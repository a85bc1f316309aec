package io.parley.runtime.lifecycle;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import static org.assertj.core.api.Assertions.assertThat;

class DeadlineTest {

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MAX_VALUE - 500})
    void shouldBeOverWhenTheWaitHasPassedWhereverTheClockStands(long begin) {
        // Given
        AtomicLong now = new AtomicLong(begin);
        Deadline deadline = Deadline.in(Duration.ofNanos(1_000), now::get);

        // When
        now.addAndGet(999);

        // Then
        assertThat(deadline.isOver()).isFalse();
        assertThat(deadline.isOverAfter(Duration.ofNanos(1))).isTrue();
        now.incrementAndGet();
        assertThat(deadline.isOver()).isTrue();
    }
}
