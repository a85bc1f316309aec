package io.parley.topologies.testkit;

import io.parley.avro.Event;
import io.parley.avro.Message;
import org.junit.jupiter.api.Test;

import java.util.stream.Stream;

import static io.parley.topologies.testkit.SomeEvents.created;
import static io.parley.topologies.testkit.SomeEvents.entry;
import static io.parley.topologies.testkit.SomeEvents.event;
import static io.parley.topologies.testkit.SomeEvents.inbox;
import static io.parley.topologies.testkit.SomeEvents.message;
import static io.parley.topologies.testkit.SomeEvents.removed;
import static io.parley.topologies.testkit.SomeEvents.to;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EveryEventOnceTest {

    private static final Event SECOND = message(2, "ann");
    private static final Event REMOVED = removed(3, "ann", "bob", null);
    private static final Event FOURTH = message(4, "ann");

    private final EveryEventOnce ann = of("ann");
    private final EveryEventOnce bob = of("bob");

    private static EveryEventOnce of(String userId) {
        EveryEventOnce once = new EveryEventOnce(userId, "phone");
        Stream.of(created("ann", "bob"), SECOND, REMOVED, FOURTH).forEach(once::logged);
        return once;
    }

    @Test
    void shouldHoldWhenAllThatIsDueCameOnceOrMore() {
        // When
        ann.check(inbox("ann", "phone", 2));
        Stream.of(REMOVED, REMOVED, FOURTH, REMOVED).forEach(event -> ann.check(to(event, "ann")));
        bob.check(inbox("bob", "phone", 2));
        bob.check(to(REMOVED, "bob"));

        // Then
        ann.checkComplete();
        bob.checkComplete();
    }

    @Test
    void shouldFailWhenOneIsLacking() {
        // Given
        ann.check(inbox("ann", "phone", 2));
        ann.check(to(FOURTH, "ann"));

        // Then
        assertThatThrownBy(ann::checkComplete).isInstanceOf(AssertionError.class);
    }

    @Test
    void shouldFailWhenAMemberKnowsNothingOfTheConversation() {
        // Given
        ann.check(inbox("ann", "phone"));

        // Then
        assertThatThrownBy(ann::checkComplete)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("knows nothing");
    }

    @Test
    void shouldHoldWhenALaterWholeInboxHasWhatWasMissed() {
        // When
        ann.check(inbox("ann", "phone", 2));
        ann.check(inbox("ann", "phone", 4));

        // Then
        ann.checkComplete();
    }

    @Test
    void shouldFailWhenAChangeOfTheInboxPassesOverAnEvent() {
        // Given
        ann.check(inbox("ann", "phone", 2));
        ann.check(entry("ann", 4));

        // Then
        assertThatThrownBy(ann::checkComplete).isInstanceOf(AssertionError.class);
    }

    @Test
    void shouldFailWhenAnInboxIsAheadOfTheLog() {
        assertThatThrownBy(() -> ann.check(inbox("ann", "phone", 5)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("the head of");
        assertThatThrownBy(() -> ann.check(entry("ann", 5))).isInstanceOf(AssertionError.class);
    }

    @Test
    void shouldFailWhenOneComesToNoRecipient() {
        // Given
        bob.check(inbox("bob", "phone", 2));

        // Then
        assertThatThrownBy(() -> bob.check(to(FOURTH, "bob"))).isInstanceOf(AssertionError.class);
    }

    @Test
    void shouldFailWhenOneIsAnotherThanTheLogHas() {
        // Given
        Event other = event(4, "ann", new Message("other", "text/plain", false, null));

        // Then
        assertThatThrownBy(() -> ann.check(to(other, "ann"))).isInstanceOf(AssertionError.class);
    }
}
