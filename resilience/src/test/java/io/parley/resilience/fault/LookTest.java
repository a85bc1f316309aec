package io.parley.resilience.fault;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;

class LookTest {

    private static final Duration LENGTH = Duration.ofMillis(20);

    @Test
    void shouldSayThatItStaysWellWhenABreakIsOver() throws InterruptedException {
        // Given
        AtomicInteger asked = new AtomicInteger();
        Look look = new Look(LENGTH, Duration.ofMinutes(1));

        // When
        boolean well = look.staysWell(() -> asked.incrementAndGet() != 2);

        // Then
        assertThat(well).isTrue();
        assertThat(asked).hasValueGreaterThan(2);
    }

    @Test
    void shouldSayThatItIsNotWellWhenItNeverServesAgain() throws InterruptedException {
        assertThat(new Look(LENGTH, Duration.ofMillis(200)).staysWell(() -> false))
                .isFalse();
    }
}
