package io.parley.topologies.path;

import io.parley.avro.Event;
import io.parley.avro.Push;
import io.parley.avro.Read;
import io.parley.topologies.conversation.ConversationConfig;
import io.parley.topologies.testkit.Commands;
import io.parley.topologies.user.UserConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** The topology's notifications and withdrawals. Message <i>n</i> is sent <i>n</i> seconds after the start. */
class PushesTest {

    private static final String GROUP = "00000000-0000-4000-8000-000000000001";
    private static final String OTHER = "00000000-0000-4000-8000-000000000002";

    private final Events events = new Events(GROUP);
    // One partition: the driver gives the ends of a gateway for all partitions to its one task, each as a repeat.
    private PathFixture path = new PathFixture(1);

    @AfterEach
    void close() {
        path.close();
    }

    @Test
    void shouldPushOnceToEachRecipientWithoutASession() {
        // Given
        path.event(events.created("ann", "bob", "cid", "dee"));
        path.connect("cid", "phone", "gw-1", 1);

        // When
        path.event(events.message(2, "ann"));

        // Then
        assertThat(path.pushes())
                .containsExactlyInAnyOrder(
                        new Push("bob", GROUP, 2L, "ann", "Team", "hello 2", 1),
                        new Push("dee", GROUP, 2L, "ann", "Team", "hello 2", 1));
    }

    @Test
    void shouldBearNoTitleWhenTheConversationIsDirect() {
        // Given
        Events direct = new Events(Commands.direct("ann", "bob"));
        path.event(direct.direct("ann", "bob"));

        // When
        path.event(direct.message(2, "ann"));

        // Then
        assertThat(path.pushes())
                .containsExactly(new Push("bob", direct.conversationId(), 2L, "ann", null, "hello 2", 1));
    }

    @Test
    void shouldBearNoContentWhenTheMessageIsEncrypted() {
        // Given
        path.event(events.created("ann", "bob"));

        // When
        path.event(events.message(2, "ann", "c2VjcmV0", true));
        path.event(events.edited(3, "ann", 2, "bW9yZQ=="));

        // Then
        assertThat(path.pushed()).containsExactly("bob 2 null (1)", "bob 2 null (1)");
    }

    @Test
    void shouldCountWhatIsUnreadLikeTheInbox() {
        // Given
        path.event(events.created("ann", "bob"));
        path.event(events.message(2, "ann"));
        path.event(events.message(3, "bob"));
        path.event(events.renamed(4, "ann", "Crew"));

        // When
        path.event(events.message(5, "ann"));

        // Then
        assertThat(path.pushed())
                .containsExactly("bob 2 hello 2 (1)", "ann 3 hello 3 (1)", "bob -2", "ann -3", "bob 5 hello 5 (1)");
    }

    @Test
    void shouldWithdrawOnlyWhenTheReadMarkCoversTheNotification() {
        // Given
        path.event(events.created("ann", "bob"));
        path.event(events.message(2, "ann"));
        path.event(events.message(3, "ann"));
        path.connect("bob", "laptop", "gw-1", 1);
        path.event(events.message(4, "ann"));
        path.pushed();

        // When
        path.signal(GROUP, "bob", "gw-1", new Read(2L));
        List<String> partly = path.pushed();
        path.signal(GROUP, "bob", "gw-1", new Read(3L));
        List<String> covered = path.pushed();
        path.signal(GROUP, "bob", "gw-1", new Read(4L));
        List<String> further = path.pushed();

        // Then
        assertThat(partly).isEmpty();
        assertThat(covered).containsExactly("bob -3");
        assertThat(further).isEmpty();
    }

    @Test
    void shouldWithdrawNothingWhenTheUserConnects() {
        // Given
        path.event(events.created("ann", "bob"));
        path.event(events.message(2, "ann"));
        path.pushed();

        // When
        path.connect("bob", "laptop", "gw-1", 1);

        // Then
        assertThat(path.pushed()).isEmpty();
    }

    @Test
    void shouldWithdrawWhenTheUserIsRemoved() {
        // Given
        path.event(events.created("ann", "bob", "cid"));
        path.event(events.message(2, "ann"));
        path.pushed();

        // When
        path.event(events.removed(3, "ann", "bob"));
        path.event(events.message(4, "ann"));

        // Then
        assertThat(path.pushed()).containsExactly("bob -2", "cid 4 hello 4 (2)");
    }

    @Test
    void shouldCorrectWhatIsShownWhenTheMessageIsEditedAndTakeItBackWhenDeleted() {
        // Given
        path.event(events.created("ann", "bob"));
        path.event(events.message(2, "ann"));
        path.restart();

        // When
        path.event(events.edited(3, "ann", 2, "hullo"));
        path.event(events.deleted(4, "ann", 2));

        // Then
        assertThat(path.pushed()).containsExactly("bob 2 hullo (1)", "bob -2");
    }

    @Test
    void shouldPushWhatCameLatelyWhenTheLastSessionBreaksOff() {
        // Given
        Events other = new Events(OTHER);
        path.event(events.created("ann", "bob"));
        path.event(other.created("cid", "bob"));
        path.connect("bob", "phone", "gw-1", 1);
        path.event(events.message(2, "ann"));
        path.event(events.message(3, "ann"));
        path.event(other.message(2, "cid"));

        // When
        path.pass(Duration.ofSeconds(21));
        path.breakOff("bob", "phone", "gw-1", 1);

        // Then
        assertThat(path.pushes())
                .containsExactlyInAnyOrder(
                        new Push("bob", GROUP, 3L, "ann", "Team", "hello 3", 2),
                        new Push("bob", OTHER, 2L, "cid", "Team", "hello 2", 1));
    }

    @Test
    void shouldPushNothingWhenItCameLongBeforeOrWasReadOrIsTheirOwn() {
        // Given
        Events read = new Events(OTHER);
        Events own = new Events("00000000-0000-4000-8000-000000000003");
        path.connect("bob", "phone", "gw-1", 1);
        path.event(events.created("ann", "bob"));
        path.event(events.message(2, "ann"));
        path.event(read.created("ann", "bob"));
        path.event(atSecond(15, read.message(2, "ann")));
        path.signal(OTHER, "bob", "gw-1", new Read(2L));
        path.event(own.created("ann", "bob"));
        path.event(atSecond(15, own.message(2, "bob")));
        path.pushed();

        // When
        path.pass(Duration.ofSeconds(23));
        path.breakOff("bob", "phone", "gw-1", 1);

        // Then
        assertThat(path.pushed()).isEmpty();
    }

    @Test
    void shouldPushNothingWhenTheClientCloses() {
        // Given
        path.event(events.created("ann", "bob"));
        path.connect("bob", "phone", "gw-1", 1);
        path.event(events.message(2, "ann"));

        // When
        path.disconnect("bob", "phone", "gw-1", 1);

        // Then
        assertThat(path.pushed()).isEmpty();
    }

    @Test
    void shouldPushOnlyAtTheEndOfTheLastOfSeveralDevicesOnSeveralGateways() {
        // Given
        path.event(events.created("ann", "bob"));
        path.connect("bob", "phone", "gw-1", 1);
        path.connect("bob", "laptop", "gw-2", 7);
        path.connect("bob", "tablet", "gw-2", 7);
        path.event(events.message(2, "ann"));

        // When
        path.breakOff("bob", "phone", "gw-1", 1);
        path.breakOff("bob", "tablet", "gw-2", 7);
        List<String> before = path.pushed();
        path.lost("gw-2", 7);

        // Then
        assertThat(before).isEmpty();
        assertThat(path.pushed()).containsExactly("bob 2 hello 2 (1)");
    }

    @Test
    void shouldPushToAllWhoseLastSessionWasOnAGatewayThatEnds() {
        // Given
        path.event(events.created("ann", "bob", "cid", "dee"));
        path.connect("bob", "phone", "gw-1", 5);
        path.connect("cid", "phone", "gw-1", 5);
        path.connect("dee", "phone", "gw-1", 5);
        path.connect("dee", "laptop", "gw-2", 5);
        path.event(events.message(2, "ann"));

        // When
        path.lost("gw-1", 5);

        // Then
        assertThat(path.pushed()).containsExactlyInAnyOrder("bob 2 hello 2 (1)", "cid 2 hello 2 (1)");
    }

    @Test
    void shouldPushNothingWhenASessionIsAnnouncedAgainBeforeItsOldEpochEnds() {
        // Given
        path.event(events.created("ann", "bob"));
        path.connect("bob", "phone", "gw-1", 5);
        path.event(events.message(2, "ann"));

        // When
        path.connect("bob", "phone", "gw-1", 6);
        path.lease("gw-1", 6);
        path.breakOff("bob", "phone", "gw-1", 5);

        // Then
        assertThat(path.pushed()).isEmpty();
    }

    @Test
    void shouldPushTheMessageAsItStandsNow() {
        // Given
        Events other = new Events(OTHER);
        path.event(events.created("ann", "bob"));
        path.event(other.created("ann", "bob"));
        path.connect("bob", "phone", "gw-1", 1);
        path.event(events.message(2, "ann"));
        path.event(events.edited(3, "ann", 2, "hullo"));
        path.event(other.message(2, "ann"));
        path.event(other.deleted(3, "ann", 2));

        // When
        path.breakOff("bob", "phone", "gw-1", 1);

        // Then
        assertThat(path.pushes()).containsExactly(new Push("bob", GROUP, 2L, "ann", "Team", "hullo", 1));
    }

    @Test
    void shouldPushWithoutContentWhenTheTextIsNotAtHandAnyMore() {
        // Given
        path.event(events.created("ann", "bob"));
        path.connect("bob", "phone", "gw-1", 1);
        path.event(events.message(2, "ann"));

        // When
        path.restart();
        path.breakOff("bob", "phone", "gw-1", 1);
        path.event(events.edited(3, "ann", 2, "hullo"));

        // Then
        assertThat(path.pushes())
                .containsExactly(
                        new Push("bob", GROUP, 2L, "", "Team", null, 1),
                        new Push("bob", GROUP, 2L, "ann", "Team", null, 1));
    }

    @Test
    void shouldKeepTheTextsOfSoManyMessagesOnly() {
        // Given
        path.close();
        path = new PathFixture(
                1,
                ConversationConfig.standard(),
                new UserConfig(Duration.ofDays(1), Duration.ofSeconds(10), Duration.ofSeconds(20), 1, 200));
        Events other = new Events(OTHER);
        path.event(events.created("ann", "bob"));
        path.event(other.created("ann", "bob"));
        path.connect("bob", "phone", "gw-1", 1);

        // When
        path.event(events.message(2, "ann"));
        path.event(other.message(2, "ann"));
        path.breakOff("bob", "phone", "gw-1", 1);

        // Then
        assertThat(path.pushed()).containsExactlyInAnyOrder("bob 2 null (1)", "bob 2 hello 2 (1)");
    }

    @Test
    void shouldPushNothingSwallowedWhenTheWindowIsZero() {
        // Given
        path.close();
        path = new PathFixture(
                1,
                ConversationConfig.standard(),
                new UserConfig(Duration.ofDays(1), Duration.ofSeconds(10), Duration.ZERO, 10, 200));
        path.event(events.created("ann", "bob"));
        path.connect("bob", "phone", "gw-1", 1);
        path.event(events.message(2, "ann"));

        // When
        path.breakOff("bob", "phone", "gw-1", 1);

        // Then
        assertThat(path.pushed()).isEmpty();
    }

    @Test
    void shouldDeliverAgainWhenACrashHasLostTheOutputAndTheStateIsAhead() {
        // Given
        path.event(events.created("ann", "bob", "cid"));
        path.event(events.message(2, "ann"));
        path.signal(GROUP, "bob", "gw-1", new Read(2L));
        path.event(events.message(3, "ann"));
        path.event(events.removed(4, "ann", "cid"));
        path.connect("bob", "phone", "gw-1", 1);

        // When
        path.restart();
        path.againFrom(events.message(2, "ann"));

        // Then
        assertThat(path.pushed()).containsExactly("bob 3 hello 3 (1)", "cid -3");
    }

    @Test
    void shouldReportEndsOfSessionsAgainWhenACrashHasLostTheOutputAndTheStateIsAhead() {
        // Given
        path.event(events.created("ann", "bob", "cid"));
        path.connect("bob", "phone", "gw-1", 5);
        path.connect("cid", "phone", "gw-2", 5);
        path.event(events.message(2, "ann"));
        path.breakOff("cid", "phone", "gw-2", 5);
        path.lost("gw-1", 5);
        path.disconnect("bob", "phone", "gw-1", 5);

        // When
        path.restart();
        path.pass(Duration.ofSeconds(10));
        path.breakOff("cid", "phone", "gw-2", 5);
        path.lost("gw-1", 5);

        // Then
        assertThat(path.pushed()).containsExactly("cid 2 null (1)", "bob 2 null (1)");
    }

    private static Event atSecond(long second, Event event) {
        event.setSentAt(Events.EPOCH.plusSeconds(second));
        return event;
    }
}
