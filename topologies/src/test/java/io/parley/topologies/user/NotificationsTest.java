package io.parley.topologies.user;

import io.parley.avro.ConversationKind;
import io.parley.avro.Joining;
import io.parley.avro.Push;
import io.parley.topologies.parts.Notice;
import io.parley.topologies.path.Events;
import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class NotificationsTest {

    private final Events events = new Events("c");
    private final Notice notice = Notice.after(events.message(2, "bob"), sequence -> null);

    @Test
    void shouldBearTheTitleOfAGroupAndNoneInADirectConversation() {
        // When
        Push group =
                Notifications.push(notice, "ann", inbox(ConversationKind.GROUP).notifiedOf(notice));
        Push direct =
                Notifications.push(notice, "ann", inbox(ConversationKind.DIRECT).notifiedOf(notice));

        // Then
        assertThat(group).isEqualTo(new Push("ann", "c", 2L, "bob", "Team", "hello 2", 1));
        assertThat(direct).isEqualTo(new Push("ann", "c", 2L, "bob", null, "hello 2", 1));
    }

    @Test
    void shouldShowNoTextWhenNoneWasShownBefore() {
        // Given
        Notice faded = Notice.faded("c", 2);
        Notice edited = Notice.after(events.edited(3, "bob", 2, "hullo"), sequence -> null);

        // When
        Push push =
                Notifications.push(edited, "ann", inbox(ConversationKind.GROUP).notifiedOf(faded));

        // Then
        assertThat(push.getContent()).isNull();
    }

    @Test
    void shouldBeDueToThoseWithoutASessionAndAgainToThoseWhoWereNotified() {
        // Given
        InboxConversation inbox = inbox(ConversationKind.GROUP);

        // Then
        assertThat(Notifications.isDue(notice, "ann", inbox, false)).isTrue();
        assertThat(Notifications.isDue(notice, "ann", inbox, true)).isFalse();
        assertThat(Notifications.isDue(notice, "ann", inbox.notifiedOf(notice), true))
                .isTrue();
        assertThat(Notifications.isDue(notice, "bob", inbox, false)).isFalse();
        assertThat(Notifications.isDue(notice, "ann", inbox.readUpTo(2), false)).isFalse();
    }

    @Test
    void shouldWithdrawWithoutFurtherContent() {
        assertThat(Notifications.withdrawn("ann", "c", 2)).isEqualTo(new Push("ann", "c", 2L, "", null, null, 0));
    }

    private InboxConversation inbox(ConversationKind kind) {
        return InboxRows.joined(new Joining(List.of("ann"), kind, "Team", false), 1)
                .after(events.created("bob", "ann"), "ann")
                .after(events.message(2, "bob"), "ann");
    }
}
