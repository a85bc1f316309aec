package io.parley.topologies.delivery;

import io.parley.avro.ConversationKind;
import io.parley.avro.internal.Joining;
import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class InboxConversationTest {

    private static final Joining JOINING = new Joining(List.of("ann"), ConversationKind.GROUP, "Team", false);

    private final Events events = new Events("c");

    @Test
    void shouldHaveReadWhatWasThereBeforeWhenUserJoins() {
        // When
        InboxConversation joined = InboxConversation.joined(JOINING, 8);

        // Then
        assertThat(joined.entry("c")).satisfies(entry -> {
            assertThat(entry.getHead()).isEqualTo(7);
            assertThat(entry.getRead()).isEqualTo(7);
            assertThat(entry.getUnread()).isZero();
        });
    }

    @Test
    void shouldCountOnlyMessagesOfOthersAfterTheMark() {
        // Given
        InboxConversation inbox = InboxConversation.joined(JOINING, 1)
                .after(events.created("bob", "ann"), "ann")
                .after(events.message(2, "bob"), "ann")
                .after(events.message(3, "ann"), "ann")
                .after(events.renamed(4, "bob", "Crew"), "ann")
                .after(events.message(5, "bob"), "ann");

        // When
        InboxConversation read = inbox.readUpTo(2);

        // Then
        assertThat(inbox.entry("c").getUnread()).isEqualTo(2);
        assertThat(read.entry("c").getUnread()).isEqualTo(1);
        assertThat(read.entry("c").getHead()).isEqualTo(5);
        assertThat(read.entry("c").getTitle()).isEqualTo("Crew");
    }

    @Test
    void shouldBeExactBelowAHundredAndSayAHundredForMore() {
        // When
        InboxConversation ninetyNine = withMessages(99);
        InboxConversation hundred = withMessages(100);
        InboxConversation many = withMessages(250);

        // Then
        assertThat(ninetyNine.entry("c").getUnread()).isEqualTo(99);
        assertThat(hundred.entry("c").getUnread()).isEqualTo(100);
        assertThat(many.entry("c").getUnread()).isEqualTo(100);
    }

    @Test
    void shouldBeExactAgainWhenTheMarkMovesIntoWhatIsKept() {
        // Given
        InboxConversation many = withMessages(250);

        // When
        InboxConversation read = many.readUpTo(251 - 60);

        // Then
        assertThat(read.entry("c").getUnread()).isEqualTo(60);
        assertThat(many.readUpTo(20).entry("c").getUnread()).isEqualTo(100);
        assertThat(many.readUpTo(251).entry("c").getUnread()).isZero();
    }

    @Test
    void shouldStayAsItIsWhenEventsAreRepeated() {
        // Given
        InboxConversation inbox = withMessages(5).readUpTo(4);

        // When
        InboxConversation repeated = inbox.after(events.message(4, "bob"), "ann")
                .after(events.message(6, "bob"), "ann")
                .after(events.renamed(5, "bob", "Old"), "ann");

        // Then
        assertThat(repeated).isEqualTo(inbox);
    }

    @Test
    void shouldNeverMoveTheMarkBack() {
        // Given
        InboxConversation inbox = withMessages(5).readUpTo(4);

        // When
        InboxConversation repeated = inbox.readUpTo(2);

        // Then
        assertThat(repeated).isEqualTo(inbox);
    }

    @Test
    void shouldTakeNothingMoreWhenTheUserLeft() {
        // Given
        InboxConversation left = withMessages(3).after(events.removed(5, "bob", "ann"), "ann");

        // When
        InboxConversation after = left.after(events.message(6, "bob"), "ann");

        // Then
        assertThat(left.isMember()).isFalse();
        assertThat(left.leftAt()).isEqualTo(Events.EPOCH.plusSeconds(5));
        assertThat(left.unread()).isEmpty();
        assertThat(after).isEqualTo(left);
    }

    @Test
    void shouldBeTheSameWhenItWasStored() {
        // Given
        InboxConversation inbox = withMessages(150).readUpTo(70);

        // When
        InboxConversation restored = InboxConversation.of(inbox.toState());

        // Then
        assertThat(restored).isEqualTo(inbox);
        assertThat(inbox.toState().getUnreadSteps()).hasSize(81).allMatch(step -> step == 1);
    }

    /** Created by bob, then so many messages of his: the last has the sequence {@code messages + 1}. */
    private InboxConversation withMessages(int messages) {
        InboxConversation inbox = InboxConversation.joined(JOINING, 1).after(events.created("bob", "ann"), "ann");
        for (int i = 0; i < messages; i++) {
            inbox = inbox.after(events.message(2L + i, "bob"), "ann");
        }
        return inbox;
    }
}
