package io.parley.topologies.user;

import io.parley.avro.ConversationKind;
import io.parley.avro.Event;
import io.parley.avro.Joining;
import io.parley.avro.Push;
import io.parley.topologies.parts.Notice;
import io.parley.topologies.path.Events;
import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class EventNoticesTest {

    private static final boolean CONNECTED = true;
    private static final boolean AWAY = false;
    private static final Joining JOINING = new Joining(List.of("ann"), ConversationKind.GROUP, "Team", false);

    private final Events events = new Events("c");
    private InboxConversation inbox = InboxRows.joined(JOINING, 1).after(events.created("bob", "ann"), "ann");

    @Test
    void shouldNotifyOfAMessageWhenThereIsNoSession() {
        // When
        List<Push> pushes = happens(events.message(2, "bob"), AWAY);

        // Then
        assertThat(pushes).containsExactly(new Push("ann", "c", 2L, "bob", "Team", "hello 2", 1));
        assertThat(inbox.isNotifiedOf(2)).isTrue();
    }

    @Test
    void shouldNotifyOfNothingWhenThereIsASession() {
        assertThat(happens(events.message(2, "bob"), CONNECTED)).isEmpty();
        assertThat(inbox.notified()).isNull();
    }

    @Test
    void shouldNotifyNobodyOfTheirOwnMessageNorOfWhatIsNone() {
        assertThat(happens(events.message(2, "ann"), AWAY)).isEmpty();
        assertThat(happens(events.renamed(3, "bob", "Crew"), AWAY)).isEmpty();
        assertThat(happens(events.added(4, "bob", "cid"), AWAY)).isEmpty();
        assertThat(happens(events.removed(5, "bob", "cid"), AWAY)).isEmpty();
    }

    @Test
    void shouldNotifyAgainWhenAMessageIsRepeated() {
        // Given
        happens(events.message(2, "bob"), AWAY);
        happens(events.message(3, "bob"), AWAY);
        InboxConversation before = inbox;

        // When
        List<Push> repeated = happens(events.message(2, "bob"), AWAY);

        // Then
        assertThat(repeated).extracting(Push::getSequence).containsExactly(2L);
        assertThat(inbox).isEqualTo(before);
    }

    @Test
    void shouldNotifyAgainWhenTheUserHasComeBackBeforeTheRepeat() {
        // Given
        List<Push> first = happens(events.message(2, "bob"), AWAY);

        // When
        List<Push> repeated = happens(events.message(2, "bob"), CONNECTED);

        // Then
        assertThat(repeated).isEqualTo(first);
    }

    @Test
    void shouldNotNotifyWhenARepeatedMessageWasReadMeanwhile() {
        // Given
        happens(events.message(2, "bob"), AWAY);
        inbox = inbox.readUpTo(2);

        // When
        List<Push> repeated = happens(events.message(2, "bob"), AWAY);

        // Then
        assertThat(repeated).isEmpty();
    }

    @Test
    void shouldCorrectTheNotificationWhenItsMessageIsEditedOrDeleted() {
        // Given
        happens(events.message(2, "bob"), AWAY);
        happens(events.message(3, "bob"), AWAY);

        // When
        List<Push> edited = happens(events.edited(4, "bob", 3, "hullo"), AWAY);
        List<Push> deleted = happens(events.deleted(5, "bob", 3), CONNECTED);

        // Then
        assertThat(edited).containsExactly(new Push("ann", "c", 3L, "bob", "Team", "hullo", 2));
        assertThat(deleted).containsExactly(new Push("ann", "c", 3L, "", "Team", null, 1));
    }

    @Test
    void shouldWithdrawWhenADeletionLeavesNothingUnreadAndAgainWhenItIsRepeated() {
        // Given
        happens(events.message(2, "bob"), AWAY);
        happens(events.message(3, "bob"), AWAY);
        happens(events.deleted(4, "bob", 3), AWAY);

        // When
        List<Push> first = happens(events.deleted(5, "bob", 2), AWAY);
        happens(events.message(6, "bob"), CONNECTED);
        List<Push> repeated = happens(events.deleted(5, "bob", 2), AWAY);

        // Then
        assertThat(first).containsExactly(new Push("ann", "c", 3L, "", null, null, 0));
        assertThat(repeated).isEqualTo(first);
    }

    @Test
    void shouldWithdrawWhenTheUserAnswersAndAgainWhenThatIsRepeated() {
        // Given
        happens(events.message(2, "bob"), AWAY);

        // When
        List<Push> first = happens(events.message(3, "ann"), CONNECTED);
        List<Push> next = happens(events.message(4, "ann"), CONNECTED);
        List<Push> repeated = happens(events.message(3, "ann"), CONNECTED);

        // Then
        assertThat(first).containsExactly(new Push("ann", "c", 2L, "", null, null, 0));
        assertThat(next).isEmpty();
        assertThat(repeated).isEqualTo(first);
    }

    @Test
    void shouldCorrectNothingWhenAnotherMessageIsShownOrNone() {
        // Given
        happens(events.message(2, "bob"), AWAY);
        happens(events.message(3, "bob"), AWAY);

        // When
        List<Push> earlier = happens(events.edited(4, "bob", 2, "hullo"), AWAY);
        inbox = inbox.readUpTo(3);
        List<Push> read = happens(events.deleted(5, "bob", 3), AWAY);

        // Then
        assertThat(earlier).isEmpty();
        assertThat(read).isEmpty();
    }

    @Test
    void shouldShowNoTextWhenTheMessageIsEncryptedAndItsEditIsNotMarkedSo() {
        // Given
        List<Push> first = happens(events.message(2, "bob", "c2VjcmV0", true), AWAY);

        // When
        List<Push> edited = happens(events.edited(3, "bob", 2, "bW9yZQ=="), AWAY);

        // Then
        assertThat(first).extracting(Push::getContent).containsOnlyNulls();
        assertThat(edited).extracting(Push::getContent).containsOnlyNulls();
    }

    @Test
    void shouldWithdrawWhenTheUserLeavesAndAgainWhenThatIsRepeated() {
        // Given
        happens(events.message(2, "bob"), AWAY);

        // When
        List<Push> first = happens(events.removed(3, "bob", "ann"), AWAY);
        List<Push> repeated = happens(events.removed(3, "bob", "ann"), AWAY);

        // Then
        assertThat(first).containsExactly(new Push("ann", "c", 2L, "", null, null, 0));
        assertThat(repeated).isEqualTo(first);
        assertThat(happens(events.message(2, "bob"), AWAY)).isEmpty();
    }

    @Test
    void shouldWithdrawAgainWhenTheRemovalIsRepeatedAfterTheUserCameBack() {
        // Given
        happens(events.message(2, "bob"), AWAY);
        happens(events.removed(3, "bob", "ann"), AWAY);
        inbox = InboxRows.joined(JOINING, 5, inbox);
        happens(events.added(5, "bob", "ann"), AWAY);

        // When
        List<Push> before = happens(events.removed(3, "bob", "ann"), AWAY);
        happens(events.message(6, "bob"), AWAY);
        List<Push> after = happens(events.removed(3, "bob", "ann"), AWAY);

        // Then
        assertThat(before).extracting(Push::getSequence).containsExactly(2L);
        assertThat(after).isEmpty();
    }

    /** Applies an event to the inbox, without any knowledge of earlier messages. */
    private List<Push> happens(Event event, boolean connected) {
        EventNotices notices = new EventNotices(event, Notice.after(event, sequence -> null));
        inbox = notices.after("ann", inbox, inbox.after(event, "ann"), connected);
        return notices.pushes();
    }
}
