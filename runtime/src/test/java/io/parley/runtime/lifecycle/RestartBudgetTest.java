package io.parley.runtime.lifecycle;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;

import static org.assertj.core.api.Assertions.assertThat;

class RestartBudgetTest {

    private static final Duration WINDOW = Duration.ofMinutes(10);

    private Instant now = Instant.EPOCH;
    private final RestartBudget budget = new RestartBudget(2, WINDOW, () -> now);

    @Test
    void shouldRefuseRestartWhenBudgetIsUsedUp() {
        // When
        boolean first = budget.take();
        boolean second = budget.take();
        boolean third = budget.take();

        // Then
        assertThat(first).isTrue();
        assertThat(second).isTrue();
        assertThat(third).isFalse();
        assertThat(budget.used()).isEqualTo(2);
    }

    @Test
    void shouldAllowRestartAgainWhenTheFirstIsOlderThanTheWindow() {
        // Given
        budget.take();
        now = now.plusSeconds(1);
        budget.take();

        // When
        now = Instant.EPOCH.plus(WINDOW);
        boolean within = budget.take();
        now = now.plusMillis(1);
        boolean behind = budget.take();

        // Then
        assertThat(within).isFalse();
        assertThat(behind).isTrue();
        assertThat(budget.used()).isEqualTo(2);
    }
}
