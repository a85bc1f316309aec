package io.parley.topologies.testkit;

import io.parley.avro.ConversationKind;
import io.parley.avro.Event;
import io.parley.avro.EventDelivery;
import io.parley.avro.InboxDelivery;
import io.parley.avro.InboxEntry;
import io.parley.avro.Preferences;
import io.parley.avro.PreferencesDelivery;
import io.parley.avro.WithheldDelivery;
import io.parley.topologies.path.Events;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

class NothingOfTheBlockedTest {

    private static final String DIRECT = Commands.direct("ann", "bob");
    private static final Events EVENTS = new Events(DIRECT);
    private static final Object ENTRY = new InboxDelivery(
            "ann",
            null,
            0L,
            false,
            true,
            List.of(new InboxEntry(
                    DIRECT, ConversationKind.DIRECT, null, 4L, 0L, 0, false, "bob", Instant.EPOCH, null)),
            null,
            false);
    private static final Object FIVE = to(EVENTS.message(5, "bob"));
    private static final Object SIX = to(EVENTS.message(6, "bob"));
    private static final Object WITHHELD = new WithheldDelivery(DIRECT, 6L, Instant.EPOCH, List.of("ann"));

    private final NothingOfTheBlocked nothing = new NothingOfTheBlocked("ann", "phone");

    static Stream<List<Object>> valid() {
        return Stream.of(
                List.of(ENTRY, FIVE, blocked("bob"), WITHHELD, FIVE),
                List.of(ENTRY, blocked("bob"), WITHHELD, blocked(), to(EVENTS.message(7, "bob"))),
                List.of(ENTRY, blocked("bob"), to(EVENTS.message(5, "ann"))),
                List.of(blocked("bob"), to(new Events("g").message(5, "bob"))),
                List.of(ENTRY, blocked("eve"), FIVE));
    }

    @ParameterizedTest
    @MethodSource("valid")
    void shouldHoldWhenNothingComesButPlacesAndRepeats(List<Object> bodies) {
        bodies.forEach(nothing::check);
    }

    static Stream<List<Object>> invalid() {
        return Stream.of(
                List.of(ENTRY, blocked("bob"), FIVE),
                List.of(ENTRY, blocked("bob"), WITHHELD, to(EVENTS.message(7, "bob"))),
                List.of(ENTRY, blocked("bob"), WITHHELD, blocked(), blocked("bob"), to(EVENTS.message(7, "bob"))),
                List.of(blocked("bob"), to(EVENTS.direct("bob", "ann"))),
                List.of(blocked("bob"), to(new Events("g").added(5, "bob", "ann"))),
                List.of(ENTRY, blocked("bob"), FIVE, SIX));
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void shouldFailWhenSomethingComes(List<Object> bodies) {
        assertThatThrownBy(() -> bodies.forEach(nothing::check))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("ann has blocked bob");
    }

    @Test
    void shouldAllowForABlockWhoseEndTheSessionHasNotHeardOfYet() {
        List.of(ENTRY, blocked("bob")).forEach(nothing::check);

        nothing.ends("ann", "bob");

        nothing.check(to(EVENTS.message(5, "bob")));
    }

    @Test
    void shouldFailAgainWhenTheSessionHasHeardOfTheEndAndOfAnotherBlock() {
        nothing.ends("ann", "bob");
        nothing.ends("eve", "bob");
        List.of(ENTRY, blocked(), blocked("bob")).forEach(nothing::check);

        assertThatThrownBy(() -> nothing.check(FIVE)).hasMessageContaining("ann has blocked bob");
    }

    private static Object blocked(String... userIds) {
        return new PreferencesDelivery(null, 0L, new Preferences("ann", List.of(userIds), List.of()));
    }

    private static Object to(Event event) {
        return new EventDelivery(event, List.of("ann", "bob"), false);
    }
}
