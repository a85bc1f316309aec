package io.parley.topologies.delivery;

import io.parley.avro.Event;
import org.junit.jupiter.api.Test;

import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

class ConversationTest {

    private final Events events = new Events("c");

    @Test
    void shouldFollowTheHeadAndTheTitle() {
        // When
        Optional<Conversation> after =
                after(events.created("ann"), events.message(2, "ann"), events.renamed(3, "ann", "Crew"));

        // Then
        assertThat(after).hasValueSatisfying(conversation -> {
            assertThat(conversation.head()).isEqualTo(3);
            assertThat(conversation.title()).isEqualTo("Crew");
        });
    }

    @Test
    void shouldStayAsItIsWhenItIsAheadOfReplayedEvents() {
        // Given
        Optional<Conversation> ahead =
                after(events.created("ann"), events.renamed(2, "ann", "Crew"), events.renamed(3, "ann", "Gang"));

        // When
        Optional<Conversation> replayed =
                Conversation.after(Conversation.after(ahead, events.created("ann")), events.renamed(2, "ann", "Crew"));

        // Then
        assertThat(replayed).isEqualTo(ahead);
    }

    @Test
    void shouldStayUnknownWhenItsCreationWasNeverSeen() {
        assertThat(Conversation.after(Optional.empty(), events.message(2, "ann")))
                .isEmpty();
    }

    @Test
    void shouldBeTheSameWhenItWasStored() {
        // Given
        Conversation conversation =
                after(events.created("ann"), events.message(2, "ann")).orElseThrow();

        // When
        Conversation restored = Conversation.of(conversation.toState());

        // Then
        assertThat(restored).isEqualTo(conversation);
    }

    @Test
    void shouldStayLargeByTheEventThatMadeItSo() {
        // Given
        Conversation small =
                after(events.created("ann"), events.message(2, "ann")).orElseThrow();

        // When
        Conversation large = small.grown(events.message(2, "ann")).grown(events.message(7, "ann"));

        // Then
        assertThat(small.large()).isFalse();
        assertThat(large.largeAt(1)).isFalse();
        assertThat(large.largeAt(2)).isTrue();
        assertThat(large.largeBefore(2)).isFalse();
        assertThat(large.largeBefore(3)).isTrue();
        assertThat(Conversation.of(large.toState())).isEqualTo(large);
    }

    private static Optional<Conversation> after(Event... history) {
        Optional<Conversation> conversation = Optional.empty();
        for (Event event : history) {
            conversation = Conversation.after(conversation, event);
        }
        return conversation;
    }
}
