package io.parley.topologies.testkit;

import org.junit.jupiter.api.Test;

import static io.parley.topologies.testkit.SomeEvents.GROUP;
import static io.parley.topologies.testkit.SomeEvents.entry;
import static io.parley.topologies.testkit.SomeEvents.inbox;
import static io.parley.topologies.testkit.SomeEvents.message;
import static io.parley.topologies.testkit.SomeEvents.removed;
import static io.parley.topologies.testkit.SomeEvents.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ExactHandOverTest {

    private final ExactHandOver handOver = new ExactHandOver("bob", "phone");

    @Test
    void shouldHoldWhenEventsFollowTheHeadOfTheInboxAndRepeat() {
        // When
        handOver.check(inbox("bob", "phone", 4));
        handOver.check(to(message(5, "ann"), "bob"));
        handOver.check(to(message(5, "ann"), "bob"));
        handOver.check(to(message(6, "ann"), "bob"));

        // Then
        assertThat(handOver.isReady()).isTrue();
        assertThat(handOver.head(GROUP)).isEqualTo(6);
    }

    @Test
    void shouldHoldWhenAnEntryComesBeforeTheFirstEvent() {
        // When
        handOver.check(inbox("bob", "phone"));
        handOver.check(entry("bob", 3));
        handOver.check(to(message(4, "ann"), "bob"));

        // Then
        assertThat(handOver.head(GROUP)).isEqualTo(4);
    }

    @Test
    void shouldFailWhenAnEventIsLackingAfterTheInbox() {
        // Given
        handOver.check(inbox("bob", "phone", 4));

        // Then
        assertThatThrownBy(() -> handOver.check(to(message(6, "ann"), "bob"))).isInstanceOf(AssertionError.class);
    }

    @Test
    void shouldFailWhenAnEventIsLackingAfterAnEntry() {
        // Given
        handOver.check(inbox("bob", "phone"));
        handOver.check(entry("bob", 0));

        // Then
        assertThatThrownBy(() -> handOver.check(to(message(2, "ann"), "bob"))).isInstanceOf(AssertionError.class);
    }

    @Test
    void shouldPassOverWhatComesBeforeTheInboxAndAfterTheUserLeft() {
        // When
        handOver.check(to(message(9, "ann"), "bob"));
        handOver.check(inbox("bob", "phone", 4));
        handOver.check(to(removed(5, "ann", "bob", null), "bob"));
        handOver.check(to(message(9, "ann"), "bob"));

        // Then
        assertThat(handOver.head(GROUP)).isZero();
    }
}
