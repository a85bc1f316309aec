package io.parley.topologies.failure;

import io.parley.topologies.failure.FreezeGuard.ProcessFrozenException;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FreezeGuardTest {

    private static final Duration LIMIT = Duration.ofSeconds(4);

    // Near its end, since the clock may begin anywhere and wrap.
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1_000);
    private final List<ProcessFrozenException> reported = new ArrayList<>();
    private final FreezeGuard guard = new FreezeGuard(LIMIT, now::get, reported::add);

    @Test
    void shouldLetPassWhenItBeats() {
        for (int beat = 0; beat < 100; beat++) {
            // When
            now.addAndGet(LIMIT.toNanos());
            guard.beat();
        }

        // Then
        assertThatCode(guard::check).doesNotThrowAnyException();
        assertThat(reported).isEmpty();
    }

    @Test
    void shouldRefuseWhenWriterWakesFirst() {
        // When
        now.addAndGet(LIMIT.toNanos() + 1);

        // Then
        assertThatThrownBy(guard::check)
                .isInstanceOf(ProcessFrozenException.class)
                .hasMessage("the process stood still for more than PT4S: others may have its partitions by now");
        assertThat(reported).hasSize(1);
    }

    @Test
    void shouldRefuseForEverWhenTheBeatWakesFirst() {
        // When
        now.addAndGet(LIMIT.toNanos() + 1);
        guard.beat();
        guard.beat();

        // Then
        assertThatThrownBy(guard::check).isInstanceOf(ProcessFrozenException.class);
        assertThatThrownBy(guard::check).isInstanceOf(ProcessFrozenException.class);
        assertThat(reported).hasSize(1);
    }
}
