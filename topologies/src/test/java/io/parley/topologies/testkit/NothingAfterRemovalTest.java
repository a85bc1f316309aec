package io.parley.topologies.testkit;

import io.parley.avro.EventDelivery;
import io.parley.avro.ReadDelivery;
import io.parley.avro.TypingDelivery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static io.parley.topologies.testkit.SomeEvents.GROUP;
import static io.parley.topologies.testkit.SomeEvents.entry;
import static io.parley.topologies.testkit.SomeEvents.message;
import static io.parley.topologies.testkit.SomeEvents.removed;
import static io.parley.topologies.testkit.SomeEvents.to;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class NothingAfterRemovalTest {

    private static final EventDelivery FIVE = to(message(5, "ann"), "ann", "bob");
    private static final EventDelivery REMOVED = to(removed(6, "ann", "bob", null), "ann", "bob");
    private static final EventDelivery SEVEN = to(message(7, "ann"), "ann", "bob");

    private final NothingAfterRemoval removal = new NothingAfterRemoval("bob");

    static Stream<List<Object>> valid() {
        return Stream.of(
                List.of(FIVE, REMOVED),
                List.of(FIVE, REMOVED, FIVE, REMOVED),
                List.of(REMOVED, to(message(7, "ann"), "ann")),
                List.of(REMOVED, entry("bob", 6), SEVEN));
    }

    @ParameterizedTest
    @MethodSource("valid")
    void shouldHoldWhenNothingComesButRepeats(List<Object> bodies) {
        bodies.forEach(removal::check);
    }

    static Stream<List<Object>> invalid() {
        return Stream.of(
                List.of(REMOVED, SEVEN),
                List.of(REMOVED, entry("bob", 4), SEVEN),
                List.of(REMOVED, new TypingDelivery(GROUP, "ann", List.of("bob"), false)),
                List.of(REMOVED, new ReadDelivery(GROUP, Map.of("ann", 5L), List.of("bob"))));
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void shouldFailWhenSomethingComes(List<Object> bodies) {
        // Given
        bodies.subList(0, bodies.size() - 1).forEach(removal::check);

        // Then
        assertThatThrownBy(() -> removal.check(bodies.get(bodies.size() - 1)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("bob was removed");
    }

    @Test
    void shouldHoldWhenAnotherUserGoesOn() {
        // Given
        NothingAfterRemoval other = new NothingAfterRemoval("ann");

        // Then
        Stream.of(FIVE, REMOVED, SEVEN).forEach(other::check);
    }
}
