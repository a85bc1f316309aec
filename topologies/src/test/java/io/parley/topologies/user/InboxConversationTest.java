package io.parley.topologies.user;

import io.parley.avro.ConversationKind;
import io.parley.avro.Joining;
import io.parley.avro.LargeHead;
import io.parley.topologies.parts.Notice;
import io.parley.topologies.parts.UnreadMessages;
import io.parley.topologies.path.Events;
import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class InboxConversationTest {

    private static final Joining JOINING = new Joining(List.of("ann"), ConversationKind.GROUP, "Team", false);

    private final Events events = new Events("c");

    @Test
    void shouldHaveReadWhatWasThereBeforeWhenUserJoins() {
        // When
        InboxConversation joined = InboxRows.joined(JOINING, 8);

        // Then
        assertThat(joined.entry("c", null)).satisfies(entry -> {
            assertThat(entry.getHead()).isEqualTo(7);
            assertThat(entry.getRead()).isEqualTo(7);
            assertThat(entry.getUnread()).isZero();
        });
    }

    @Test
    void shouldCountOnlyMessagesOfOthersAfterTheMark() {
        // Given
        InboxConversation inbox = InboxRows.joined(JOINING, 1)
                .after(events.created("bob", "ann"), "ann")
                .after(events.message(2, "bob"), "ann")
                .after(events.edited(3, "bob", 2, "hi"), "ann")
                .after(events.renamed(4, "bob", "Crew"), "ann")
                .after(events.message(5, "bob"), "ann");

        // When
        InboxConversation read = inbox.readUpTo(2);

        // Then
        assertThat(inbox.entry("c", null).getUnread()).isEqualTo(2);
        assertThat(read.entry("c", null).getUnread()).isEqualTo(1);
        assertThat(read.entry("c", null).getHead()).isEqualTo(5);
        assertThat(read.entry("c", null).getTitle()).isEqualTo("Crew");
    }

    @Test
    void shouldHaveTheGroupsMessagesAfterTheMarkUnreadInALargeGroup() {
        // Given
        InboxConversation large = InboxRows.joined(JOINING, 1)
                .after(events.created("bob", "ann"), "ann")
                .after(events.message(2, "bob"), "ann")
                .grown();

        // When
        InboxConversation shown = large.raised(head(400, 300, 301, 350, 360));

        // Then
        assertThat(large.entry("c", null).getUnread()).isEqualTo(1);
        assertThat(shown.entry("c", null)).satisfies(entry -> {
            assertThat(entry.getLarge()).isTrue();
            assertThat(entry.getTitle()).isEqualTo("Crowd");
            assertThat(entry.getHead()).isEqualTo(400);
            assertThat(entry.getUnread()).isEqualTo(5);
            assertThat(entry.getActiveAt()).isEqualTo(Events.EPOCH.plusSeconds(400));
        });
        assertThat(shown.readUpTo(300).entry("c", null).getUnread()).isEqualTo(3);
        assertThat(shown.readUpTo(360).entry("c", null).getUnread()).isZero();
        assertThat(large.readUpTo(300)
                        .raised(head(400, 300, 301, 350, 360))
                        .entry("c", null)
                        .getUnread())
                .isEqualTo(3);
        assertThat(large.without(2).raised(head(400, 300)).entry("c", null).getUnread())
                .isEqualTo(1);
    }

    @Test
    void shouldShowAHeadNoOlderThanTheReadMarkInALargeGroup() {
        // When
        InboxConversation read =
                InboxRows.joined(JOINING, 1).grown().raised(head(40)).readUpTo(55);

        // Then
        assertThat(read.entry("c", null).getHead()).isEqualTo(55);
        assertThat(read.entry("c", null).getUnread()).isZero();
    }

    @Test
    void shouldNeverFallBackBehindTheRowWhenAHintIsOlder() {
        // When
        InboxConversation shown = InboxRows.joined(JOINING, 9).grown().raised(head(5));

        // Then
        assertThat(shown.head()).isEqualTo(8);
    }

    @Test
    void shouldBeExactBelowAHundredAndCountAHundredForMore() {
        // When
        InboxConversation ninetyNine = withMessages(99);
        InboxConversation hundred = withMessages(100);
        InboxConversation many = withMessages(250);

        // Then
        assertThat(ninetyNine.entry("c", null).getUnread()).isEqualTo(99);
        assertThat(hundred.entry("c", null).getUnread()).isEqualTo(100);
        assertThat(many.entry("c", null).getUnread()).isEqualTo(100);
    }

    @Test
    void shouldBeExactAgainWhenTheMarkMovesIntoWhatIsKept() {
        // Given
        InboxConversation many = withMessages(250);

        // When
        InboxConversation read = many.readUpTo(251 - 60);

        // Then
        assertThat(read.entry("c", null).getUnread()).isEqualTo(60);
        assertThat(many.readUpTo(20).entry("c", null).getUnread()).isEqualTo(100);
        assertThat(many.readUpTo(251).entry("c", null).getUnread()).isZero();
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
        assertThat(left.unread().isEmpty()).isTrue();
        assertThat(after).isEqualTo(left);
    }

    @Test
    void shouldBeTheSameWhenItWasStored() {
        // Given
        InboxConversation inbox = withMessages(150).readUpTo(70);

        // When
        InboxConversation restored = InboxCodec.row(InboxCodec.state(inbox));

        // Then
        assertThat(restored).isEqualTo(inbox);
        assertThat(InboxCodec.state(inbox).getUnreadRuns().remaining()).isEqualTo(3);
    }

    @Test
    void shouldRememberTheNewestMessageOfOthersAndWhatWasNotified() {
        // Given
        Notice second = Notice.faded("c", 3);
        InboxConversation inbox = withMessages(2).after(events.renamed(4, "ann", "Crew"), "ann");

        // When
        InboxConversation notified = inbox.notifiedOf(second);
        InboxConversation restored = InboxCodec.row(InboxCodec.state(notified));

        // Then
        assertThat(restored).isEqualTo(notified);
        assertThat(restored.isNotifiedOf(3)).isTrue();
        assertThat(restored.newestUnread()).isEqualTo(3);
        assertThat(restored.hasUnreadSince(Events.EPOCH.plusSeconds(3))).isTrue();
        assertThat(restored.hasUnreadSince(Events.EPOCH.plusSeconds(3).plusMillis(1)))
                .isFalse();
        assertThat(restored.readUpTo(3).hasUnreadSince(Events.EPOCH)).isFalse();
        assertThat(restored.notifiedOf(Notice.faded("c", 2))).isEqualTo(restored);
    }

    @Test
    void shouldWithdrawAtTheReadThatCoversTheNotificationAndAtItsRepeats() {
        // Given
        InboxConversation notified = withMessages(5).notifiedOf(Notice.faded("c", 3));

        // When
        InboxConversation read = notified.readUpTo(4);

        // Then
        assertThat(withMessages(5).withdrawsWhenRead(6)).isFalse();
        assertThat(notified.withdrawsWhenRead(2)).isFalse();
        assertThat(notified.withdrawsWhenRead(4)).isTrue();
        assertThat(read.withdrawsWhenRead(4)).isTrue();
        assertThat(read.withdrawsWhenRead(5)).isFalse();
    }

    @Test
    void shouldHaveReadWhatCameBeforeWhenTheUserSendsAMessage() {
        // When
        InboxConversation sent = withMessages(3).after(events.message(5, "ann"), "ann");
        InboxConversation answered = sent.after(events.message(6, "bob"), "ann");

        // Then
        assertThat(sent.entry("c", null).getUnread()).isZero();
        assertThat(sent.entry("c", null).getRead()).isEqualTo(5);
        assertThat(answered.entry("c", null).getUnread()).isEqualTo(1);
    }

    @Test
    void shouldNotCountWhatWasDeletedHoweverManyAreUnread() {
        // Given
        InboxConversation inbox = withMessages(250);

        // When
        for (long target = 2; target < 250; target++) {
            inbox = inbox.after(events.deleted(250 + target, "bob", target), "ann");
        }

        // Then
        assertThat(inbox.entry("c", null).getUnread()).isEqualTo(2);
        assertThat(inbox.after(events.deleted(400, "bob", 251), "ann")).isEqualTo(inbox);
        assertThat(inbox.after(events.deleted(500, "bob", 251), "ann")
                        .entry("c", null)
                        .getUnread())
                .isEqualTo(1);
    }

    private static LargeHead head(long head, long... messages) {
        UnreadMessages unread = UnreadMessages.none(0);
        for (long message : messages) {
            unread = unread.with(message);
        }
        long activeAtMs = Events.EPOCH.plusSeconds(head).toEpochMilli();
        return new LargeHead(head, "Crowd", List.of(), activeAtMs, unread.runs(), head);
    }

    /** Created by bob, then so many messages of his: the last has the sequence {@code messages + 1}. */
    private InboxConversation withMessages(int messages) {
        InboxConversation inbox = InboxRows.joined(JOINING, 1).after(events.created("bob", "ann"), "ann");
        for (int i = 0; i < messages; i++) {
            inbox = inbox.after(events.message(2L + i, "bob"), "ann");
        }
        return inbox;
    }
}
