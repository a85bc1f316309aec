package io.parley.bench.workload;

import io.parley.bench.workload.Pace.Arrivals;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class ScriptTest {

    private static final Shape.Sizes SIZES = new Shape.Sizes(400, 10);

    @Test
    void shouldBeDueAtEvenDistances() {
        // When
        Script script = Script.of(Shape.DIRECT.of(SIZES), pace(100, Arrivals.EVEN));

        // Then
        assertThat(script.messages()).isEqualTo(1_200);
        assertThat(script.due(0)).isZero();
        assertThat(script.due(1)).isEqualTo(10_000_000);
        assertThat(script.due(1_199)).isEqualTo(11_990_000_000L);
    }

    @Test
    void shouldBeDueInOrderAndAtTheRateWhenArrivalsAreRandom() {
        // When
        Script script = Script.of(Shape.DIRECT.of(SIZES), pace(1_000, Arrivals.RANDOM));

        // Then
        assertThat(IntStream.range(0, script.messages()).mapToLong(script::due).toArray())
                .isSorted();
        assertThat(script.due(script.messages() - 1) / 1e9).isCloseTo(12, within(0.5));
    }

    @Test
    void shouldMeasureAfterTheWarmUpOnly() {
        // When
        Script script = Script.of(Shape.DIRECT.of(SIZES), pace(10, Arrivals.EVEN));

        // Then
        assertThat(script.isMeasured(19)).isFalse();
        assertThat(script.isMeasured(20)).isTrue();
        assertThat(script.second(20)).isZero();
        assertThat(script.second(119)).isEqualTo(9);
        assertThat(script.seconds()).isEqualTo(10);
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void shouldHaveMembersAsSenders(Shape shape) {
        // Given
        Population population = shape.of(SIZES);
        List<ConversationPlan> plans = population.conversations();

        // When
        Script script = Script.of(population, pace(500, Arrivals.EVEN));

        // Then
        for (int message = 0; message < script.messages(); message++) {
            int sender = script.sender(message);
            assertThat(plans.get(script.conversation(message)).members()).contains(sender);
            assertThat(sender).isLessThan(population.users());
        }
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void shouldLetOthersSayWhatWhoHasStalledWasToSay(Shape shape) {
        for (int percent : new int[] {1, 10, 33, 50}) {
            // Given
            Stalled stalled = new Stalled(percent);
            Population population = shape.of(new Shape.Sizes(60, 3));
            Pace pace = pace(200, Arrivals.RANDOM);

            // When
            Script script = Script.of(population, pace, stalled);

            // Then: the same one, but for who speaks
            Script everybody = Script.of(population, pace);
            for (int message = 0; message < script.messages(); message++) {
                assertThat(stalled.includes(script.sender(message))).isFalse();
                assertThat(script.due(message)).isEqualTo(everybody.due(message));
                assertThat(script.conversation(message)).isEqualTo(everybody.conversation(message));
                assertThat(population
                                .conversations()
                                .get(script.conversation(message))
                                .members())
                        .contains(script.sender(message));
                if (!stalled.includes(everybody.sender(message))) {
                    assertThat(script.sender(message)).isEqualTo(everybody.sender(message));
                }
            }
        }
    }

    @Test
    void shouldStallSoManyAndNeverTwoInARow() {
        for (int percent = 0; percent <= 50; percent++) {
            // Given
            Stalled stalled = new Stalled(percent);

            // Then
            assertThat(IntStream.range(0, 1_000).filter(stalled::includes).count())
                    .isEqualTo(10L * percent)
                    .isEqualTo(stalled.of(1_000));
            assertThat(IntStream.range(0, 1_000).filter(user -> stalled.includes(user) && stalled.includes(user + 1)))
                    .isEmpty();
        }
        assertThatThrownBy(() -> new Stalled(51)).hasMessageContaining("stalled: 51 (expected: 0 to 50");
    }

    @Test
    void shouldMixByTheShares() {
        // Given
        Population population = Shape.MIX.of(SIZES);

        // When
        Script script = Script.of(population, pace(1_000, Arrivals.EVEN));

        // Then
        int pairs = population.kinds().get(0).conversations().size();
        long direct = IntStream.range(0, script.messages())
                .filter(message -> script.conversation(message) < pairs)
                .count();
        long large = IntStream.range(0, script.messages())
                .filter(message -> script.conversation(message)
                        == population.conversations().size() - 1)
                .count();
        assertThat(direct).isEqualTo(10_200);
        assertThat(large).isEqualTo(120);
        assertThat(population.deliveriesPerMessage()).isCloseTo(5.1, within(1e-9));
    }

    @Test
    void shouldBeTheSameForTheSameSeed() {
        // Given
        Script first = Script.of(Shape.GROUPS.of(SIZES), pace(100, Arrivals.RANDOM));

        // When
        Script second = Script.of(Shape.GROUPS.of(SIZES), pace(100, Arrivals.RANDOM));

        // Then
        assertThat(IntStream.range(0, second.messages()))
                .allMatch(message ->
                        first.due(message) == second.due(message) && first.sender(message) == second.sender(message));
    }

    @Test
    void shouldRefuseWhatMakesNoSense() {
        assertThatThrownBy(() -> pace(0, Arrivals.EVEN)).hasMessageContaining("rate: 0.0 (expected");
        assertThatThrownBy(() -> pace(1e9, Arrivals.EVEN)).hasMessageContaining("messages (expected");
        assertThatThrownBy(() -> new Shape.Sizes(1, 10)).hasMessageContaining("users: 1 (expected");
    }

    private static Pace pace(double rate, Arrivals arrivals) {
        return new Pace(rate, Duration.ofSeconds(2), Duration.ofSeconds(10), arrivals, 7);
    }
}
