package io.parley.bench.workload;

import org.junit.jupiter.api.Test;

import java.util.function.DoublePredicate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RateSearchTest {

    private static final int MOST = 60;

    private int tries;

    @Test
    void shouldFindTheHighestRateWithinThePrecision() {
        for (double capacity : new double[] {3, 100, 999, 12_345}) {
            // Given
            RateSearch search = new RateSearch(100, 0.1, 3);

            // When
            drive(search, rate -> rate <= capacity);

            // Then
            assertThat(search.best()).isBetween(capacity / 1.1, capacity);
        }
    }

    @Test
    void shouldGoDownWhenTheBestWasLuck() {
        // Given
        RateSearch search = new RateSearch(100, 0.1, 3);
        int[] lucky = {0};

        // When: 400 holds but once
        drive(search, rate -> rate <= 300 || (rate <= 400 && lucky[0]++ == 0));

        // Then
        assertThat(search.best()).isLessThanOrEqualTo(300).isGreaterThan(200);
    }

    @Test
    void shouldFindNothingWhenNothingHolds() {
        // Given
        RateSearch search = new RateSearch(64, 0.1, 1);

        // When
        drive(search, rate -> false);

        // Then
        assertThat(search.best()).isZero();
        assertThat(tries).isLessThan(10);
    }

    @Test
    void shouldTryTheBestAsOftenAsItTakesAMajority() {
        // Given
        RateSearch search = new RateSearch(1_000, 1.1, 5);

        // When
        drive(search, rate -> rate < 1_500);

        // Then: 1,000 and 2,000, and two more of 1,000
        assertThat(tries).isEqualTo(4);
        assertThat(search.best()).isEqualTo(1_000);
    }

    @Test
    void shouldTakeNoMoreAfterTheEnd() {
        // Given
        RateSearch search = new RateSearch(1, 0.1, 1);
        search.record(false);

        // Then
        assertThat(search.next()).isEmpty();
        assertThatThrownBy(() -> search.record(true)).isInstanceOf(IllegalStateException.class);
    }

    private void drive(RateSearch search, DoublePredicate holds) {
        for (tries = 0; tries < MOST && search.next().isPresent(); tries++) {
            search.record(holds.test(search.next().getAsDouble()));
        }
        assertThat(search.next()).isEmpty();
    }
}
