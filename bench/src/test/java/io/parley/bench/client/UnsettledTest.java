package io.parley.bench.client;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

class UnsettledTest {

    @Test
    void shouldKeepWhatHasNoOutcomeInOrder() {
        for (int seed = 0; seed < 100; seed++) {
            // Given
            Random random = new Random(seed);
            Unsettled unsettled = new Unsettled();
            Set<Integer> expected = new LinkedHashSet<>();

            // When
            for (int message = 0; message < 200; message++) {
                unsettled.add(message);
                expected.add(message);
                int settled = random.nextInt(message + 1);
                if (random.nextBoolean()) {
                    unsettled.settle(settled);
                    expected.remove(settled);
                }
            }

            // Then
            List<Integer> left = new ArrayList<>();
            unsettled.forEach(left::add);
            assertThat(left).as("seed %d", seed).containsExactlyElementsOf(expected);
            assertThat(left).allMatch(unsettled::contains);
        }
    }

    @Test
    void shouldHoldNothingWhenAllIsSettled() {
        // Given
        Unsettled unsettled = new Unsettled();
        unsettled.add(1);
        unsettled.add(2);

        // When
        unsettled.settle(2);
        unsettled.settle(1);
        unsettled.settle(1);

        // Then
        assertThat(unsettled.contains(1)).isFalse();
        assertThat(unsettled.contains(2)).isFalse();
    }
}
