package io.parley.topologies.testkit;

import io.parley.avro.Event;
import io.parley.avro.Outcome;
import io.parley.avro.Repeated;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;

import static io.parley.topologies.testkit.SomeEvents.created;
import static io.parley.topologies.testkit.SomeEvents.message;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SameOutcomeForRepeatsTest {

    private final SameOutcomeForRepeats repeats = new SameOutcomeForRepeats();
    private final Event first = message(7, "ann");
    private final Instant later = first.getSentAt().plusSeconds(1);

    @Test
    void shouldHoldWhenARepeatGetsTheSequenceOfTheFirst() {
        // Given
        repeats.check(created("ann"));
        repeats.check(first);

        // Then
        repeats.check(repeated("ann", 7), later);
    }

    @Test
    void shouldHoldWhenTheIdIsUsedAgainAfterADay() {
        // Given
        repeats.check(first);

        // Then
        repeats.check(again(first.getSentAt().plus(Duration.ofHours(24))));
    }

    @Test
    void shouldFailWhenARepeatTakesEffect() {
        // Given
        repeats.check(first);
        Event second = again(later);

        // Then
        assertThatThrownBy(() -> repeats.check(second))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("took effect again");
    }

    @Test
    void shouldFailWhenARepeatGetsAnotherSequence() {
        // Given
        repeats.check(first);

        // Then
        assertThatThrownBy(() -> repeats.check(repeated("ann", 6), later)).isInstanceOf(AssertionError.class);
    }

    @Test
    void shouldFailWhenNothingIsRepeated() {
        // Given
        repeats.check(first);

        // Then
        assertThatThrownBy(() -> repeats.check(repeated("bob", 7), later)).isInstanceOf(AssertionError.class);
    }

    private Event again(Instant sentAt) {
        Event second = message(8, "ann");
        second.setCommandId(first.getCommandId());
        second.setSentAt(sentAt);
        return second;
    }

    private Outcome repeated(String userId, long sequence) {
        return new Outcome(SomeEvents.GROUP, userId, first.getCommandId(), new Repeated(sequence, sequence));
    }
}
