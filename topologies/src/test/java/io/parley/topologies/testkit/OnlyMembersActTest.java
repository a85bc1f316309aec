package io.parley.topologies.testkit;

import io.parley.avro.Event;
import io.parley.avro.Renamed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.stream.Stream;

import static io.parley.topologies.testkit.SomeEvents.added;
import static io.parley.topologies.testkit.SomeEvents.created;
import static io.parley.topologies.testkit.SomeEvents.event;
import static io.parley.topologies.testkit.SomeEvents.message;
import static io.parley.topologies.testkit.SomeEvents.removed;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OnlyMembersActTest {

    private final OnlyMembersAct members = new OnlyMembersAct();

    @Test
    void shouldHoldWhenMembersComeGoAndInherit() {
        Stream.of(
                        created("ann", "bob"),
                        added(2, "ann", "cid"),
                        message(3, "cid"),
                        removed(4, "cid", "cid", null),
                        removed(5, "ann", "ann", "bob"),
                        event(6, "bob", new Renamed("title")))
                .forEach(members::check);
    }

    static Stream<List<Event>> wrong() {
        return Stream.of(
                List.of(message(2, "cid")),
                List.of(added(2, "bob", "cid")),
                List.of(added(2, "ann", "bob")),
                List.of(removed(2, "bob", "ann", "bob")),
                List.of(removed(2, "ann", "cid", null)),
                List.of(removed(2, "ann", "ann", null)),
                List.of(removed(2, "ann", "bob", null), message(3, "bob")),
                List.of(event(2, "bob", new Renamed("title"))));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void shouldFailWhenSomebodyActsWhoMayNot(List<Event> events) {
        // Given
        members.check(created("ann", "bob"));
        events.subList(0, events.size() - 1).forEach(members::check);

        // Then
        assertThatThrownBy(() -> members.check(events.get(events.size() - 1))).isInstanceOf(AssertionError.class);
    }
}
