package io.parley.topologies.delivery;

import io.parley.avro.Push;
import io.parley.avro.Read;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** Who is notified, and when that is taken back, by the topology. Message <i>n</i> is sent <i>n</i> seconds after the start. */
class PushesTest {

    private static final String GROUP = "00000000-0000-4000-8000-000000000001";
    private static final String OTHER = "00000000-0000-4000-8000-000000000002";

    private final Events events = new Events(GROUP);
    // One partition: the driver gives the ends of a gateway for all partitions to its one task, each as a repeat.
    private DeliveryFixture delivery = new DeliveryFixture(1);

    @AfterEach
    void close() {
        delivery.close();
    }

    @Test
    void shouldPushOnceToEachRecipientWithoutASession() {
        // Given
        delivery.event(events.created("ann", "bob", "cid", "dee"));
        delivery.connect("cid", "phone", "gw-1", 1);

        // When
        delivery.event(events.message(2, "ann"));

        // Then
        assertThat(delivery.pushes())
                .containsExactlyInAnyOrder(
                        new Push("bob", GROUP, 2L, "ann", "Team", "hello 2", 1),
                        new Push("dee", GROUP, 2L, "ann", "Team", "hello 2", 1));
    }

    @Test
    void shouldBearNoTitleWhenTheConversationIsDirect() {
        // Given
        delivery.event(events.direct("ann", "bob"));

        // When
        delivery.event(events.message(2, "ann"));

        // Then
        assertThat(delivery.pushes()).containsExactly(new Push("bob", GROUP, 2L, "ann", null, "hello 2", 1));
    }

    @Test
    void shouldBearNoContentWhenTheMessageIsEncrypted() {
        // Given
        delivery.event(events.created("ann", "bob"));

        // When
        delivery.event(events.message(2, "ann", "c2VjcmV0", true));
        delivery.event(events.edited(3, "ann", 2, "bW9yZQ=="));

        // Then
        assertThat(delivery.pushed()).containsExactly("bob 2 null (1)", "bob 2 null (1)");
    }

    @Test
    void shouldCountWhatIsUnreadLikeTheInbox() {
        // Given
        delivery.event(events.created("ann", "bob"));
        delivery.event(events.message(2, "ann"));
        delivery.event(events.message(3, "bob"));
        delivery.event(events.renamed(4, "ann", "Crew"));

        // When
        delivery.event(events.message(5, "ann"));

        // Then
        assertThat(delivery.pushed())
                .containsExactly("bob 2 hello 2 (1)", "ann 3 hello 3 (1)", "bob -2", "ann -3", "bob 5 hello 5 (1)");
    }

    @Test
    void shouldWithdrawOnlyWhenTheReadMarkCoversTheNotification() {
        // Given
        delivery.event(events.created("ann", "bob"));
        delivery.event(events.message(2, "ann"));
        delivery.event(events.message(3, "ann"));
        delivery.connect("bob", "laptop", "gw-1", 1);
        delivery.event(events.message(4, "ann"));
        delivery.pushed();

        // When
        delivery.signal(GROUP, "bob", "gw-1", new Read(2L));
        List<String> partly = delivery.pushed();
        delivery.signal(GROUP, "bob", "gw-1", new Read(3L));
        List<String> covered = delivery.pushed();
        delivery.signal(GROUP, "bob", "gw-1", new Read(4L));
        List<String> further = delivery.pushed();

        // Then
        assertThat(partly).isEmpty();
        assertThat(covered).containsExactly("bob -3");
        assertThat(further).isEmpty();
    }

    @Test
    void shouldWithdrawNothingWhenTheUserConnects() {
        // Given
        delivery.event(events.created("ann", "bob"));
        delivery.event(events.message(2, "ann"));
        delivery.pushed();

        // When
        delivery.connect("bob", "laptop", "gw-1", 1);

        // Then
        assertThat(delivery.pushed()).isEmpty();
    }

    @Test
    void shouldWithdrawWhenTheUserIsRemoved() {
        // Given
        delivery.event(events.created("ann", "bob", "cid"));
        delivery.event(events.message(2, "ann"));
        delivery.pushed();

        // When
        delivery.event(events.removed(3, "ann", "bob"));
        delivery.event(events.message(4, "ann"));

        // Then
        assertThat(delivery.pushed()).containsExactly("bob -2", "cid 4 hello 4 (2)");
    }

    @Test
    void shouldCorrectWhatIsShownWhenTheMessageIsEditedAndTakeItBackWhenDeleted() {
        // Given
        delivery.event(events.created("ann", "bob"));
        delivery.event(events.message(2, "ann"));
        delivery.restart();

        // When
        delivery.event(events.edited(3, "ann", 2, "hullo"));
        delivery.event(events.deleted(4, "ann", 2));

        // Then
        assertThat(delivery.pushed()).containsExactly("bob 2 hullo (1)", "bob -2");
    }

    @Test
    void shouldPushWhatCameLatelyWhenTheLastSessionBreaksOff() {
        // Given
        Events other = new Events(OTHER);
        delivery.event(events.created("ann", "bob"));
        delivery.event(other.created("cid", "bob"));
        delivery.connect("bob", "phone", "gw-1", 1);
        delivery.event(events.message(2, "ann"));
        delivery.event(events.message(3, "ann"));
        delivery.event(other.message(2, "cid"));

        // When
        delivery.pass(Duration.ofSeconds(21));
        delivery.breakOff("bob", "phone", "gw-1", 1);

        // Then
        assertThat(delivery.pushes())
                .containsExactlyInAnyOrder(
                        new Push("bob", GROUP, 3L, "ann", "Team", "hello 3", 2),
                        new Push("bob", OTHER, 2L, "cid", "Team", "hello 2", 1));
    }

    @Test
    void shouldPushNothingWhenItCameLongBeforeOrWasReadOrIsTheirOwn() {
        // Given
        Events read = new Events(OTHER);
        Events own = new Events("00000000-0000-4000-8000-000000000003");
        delivery.connect("bob", "phone", "gw-1", 1);
        delivery.event(events.created("ann", "bob"));
        delivery.event(events.message(2, "ann"));
        delivery.event(read.created("ann", "bob"));
        delivery.event(read.message(15, "ann"));
        delivery.signal(OTHER, "bob", "gw-1", new Read(15L));
        delivery.event(own.created("ann", "bob"));
        delivery.event(own.message(15, "bob"));
        delivery.pushed();

        // When
        delivery.pass(Duration.ofSeconds(23));
        delivery.breakOff("bob", "phone", "gw-1", 1);

        // Then
        assertThat(delivery.pushed()).isEmpty();
    }

    @Test
    void shouldPushNothingWhenTheClientCloses() {
        // Given
        delivery.event(events.created("ann", "bob"));
        delivery.connect("bob", "phone", "gw-1", 1);
        delivery.event(events.message(2, "ann"));

        // When
        delivery.disconnect("bob", "phone", "gw-1", 1);

        // Then
        assertThat(delivery.pushed()).isEmpty();
    }

    @Test
    void shouldPushOnlyAtTheEndOfTheLastOfSeveralDevicesOnSeveralGateways() {
        // Given
        delivery.event(events.created("ann", "bob"));
        delivery.connect("bob", "phone", "gw-1", 1);
        delivery.connect("bob", "laptop", "gw-2", 7);
        delivery.connect("bob", "tablet", "gw-2", 7);
        delivery.event(events.message(2, "ann"));

        // When
        delivery.breakOff("bob", "phone", "gw-1", 1);
        delivery.breakOff("bob", "tablet", "gw-2", 7);
        List<String> before = delivery.pushed();
        delivery.lost("gw-2", 7);

        // Then
        assertThat(before).isEmpty();
        assertThat(delivery.pushed()).containsExactly("bob 2 hello 2 (1)");
    }

    @Test
    void shouldPushToAllWhoseLastSessionWasOnAGatewayThatEnds() {
        // Given
        delivery.event(events.created("ann", "bob", "cid", "dee"));
        delivery.connect("bob", "phone", "gw-1", 5);
        delivery.connect("cid", "phone", "gw-1", 5);
        delivery.connect("dee", "phone", "gw-1", 5);
        delivery.connect("dee", "laptop", "gw-2", 5);
        delivery.event(events.message(2, "ann"));

        // When
        delivery.lost("gw-1", 5);

        // Then
        assertThat(delivery.pushed()).containsExactlyInAnyOrder("bob 2 hello 2 (1)", "cid 2 hello 2 (1)");
    }

    @Test
    void shouldPushNothingWhenASessionIsAnnouncedAgainBeforeItsOldEpochEnds() {
        // Given
        delivery.event(events.created("ann", "bob"));
        delivery.connect("bob", "phone", "gw-1", 5);
        delivery.event(events.message(2, "ann"));

        // When
        delivery.connect("bob", "phone", "gw-1", 6);
        delivery.lease("gw-1", 6);
        delivery.breakOff("bob", "phone", "gw-1", 5);

        // Then
        assertThat(delivery.pushed()).isEmpty();
    }

    @Test
    void shouldPushTheMessageAsItStandsNow() {
        // Given
        Events other = new Events(OTHER);
        delivery.event(events.created("ann", "bob"));
        delivery.event(other.created("ann", "bob"));
        delivery.connect("bob", "phone", "gw-1", 1);
        delivery.event(events.message(2, "ann"));
        delivery.event(events.edited(3, "ann", 2, "hullo"));
        delivery.event(other.message(2, "ann"));
        delivery.event(other.deleted(3, "ann", 2));

        // When
        delivery.breakOff("bob", "phone", "gw-1", 1);

        // Then
        assertThat(delivery.pushes()).containsExactly(new Push("bob", GROUP, 2L, "ann", "Team", "hullo", 1));
    }

    @Test
    void shouldPushWithoutContentWhenTheTextIsNotAtHandAnyMore() {
        // Given
        delivery.event(events.created("ann", "bob"));
        delivery.connect("bob", "phone", "gw-1", 1);
        delivery.event(events.message(2, "ann"));

        // When
        delivery.restart();
        delivery.breakOff("bob", "phone", "gw-1", 1);
        delivery.event(events.edited(3, "ann", 2, "hullo"));

        // Then
        assertThat(delivery.pushes())
                .containsExactly(
                        new Push("bob", GROUP, 2L, "", "Team", null, 1),
                        new Push("bob", GROUP, 2L, "ann", "Team", null, 1));
    }

    @Test
    void shouldKeepTheTextsOfSoManyMessagesOnly() {
        // Given
        delivery.close();
        delivery = new DeliveryFixture(
                1,
                new DeliveryConfig(Duration.ofDays(1), 10, 10, 100, Duration.ofSeconds(10), Duration.ofSeconds(20), 1));
        Events other = new Events(OTHER);
        delivery.event(events.created("ann", "bob"));
        delivery.event(other.created("ann", "bob"));
        delivery.connect("bob", "phone", "gw-1", 1);

        // When
        delivery.event(events.message(2, "ann"));
        delivery.event(other.message(2, "ann"));
        delivery.breakOff("bob", "phone", "gw-1", 1);

        // Then
        assertThat(delivery.pushed()).containsExactlyInAnyOrder("bob 2 null (1)", "bob 2 hello 2 (1)");
    }

    @Test
    void shouldPushNothingSwallowedWhenTheWindowIsZero() {
        // Given
        delivery.close();
        delivery = new DeliveryFixture(
                1, new DeliveryConfig(Duration.ofDays(1), 10, 10, 100, Duration.ofSeconds(10), Duration.ZERO, 10));
        delivery.event(events.created("ann", "bob"));
        delivery.connect("bob", "phone", "gw-1", 1);
        delivery.event(events.message(2, "ann"));

        // When
        delivery.breakOff("bob", "phone", "gw-1", 1);

        // Then
        assertThat(delivery.pushed()).isEmpty();
    }

    @Test
    void shouldSayAllAgainWhenACrashHasLostItAndTheStateIsAhead() {
        // Given
        delivery.event(events.created("ann", "bob", "cid"));
        delivery.event(events.message(2, "ann"));
        delivery.signal(GROUP, "bob", "gw-1", new Read(2L));
        delivery.event(events.message(3, "ann"));
        delivery.event(events.removed(4, "ann", "cid"));
        delivery.connect("bob", "phone", "gw-1", 1);

        // When
        delivery.restart();
        delivery.event(events.message(2, "ann"));
        delivery.signal(GROUP, "bob", "gw-1", new Read(2L));
        delivery.event(events.message(3, "ann"));
        delivery.event(events.removed(4, "ann", "cid"));

        // Then
        assertThat(delivery.pushed()).containsExactly("bob 3 hello 3 (1)", "cid -3");
    }

    @Test
    void shouldSayAgainThatSessionsEndedWhenACrashHasLostItAndTheStateIsAhead() {
        // Given
        delivery.event(events.created("ann", "bob", "cid"));
        delivery.connect("bob", "phone", "gw-1", 5);
        delivery.connect("cid", "phone", "gw-2", 5);
        delivery.event(events.message(2, "ann"));
        delivery.breakOff("cid", "phone", "gw-2", 5);
        delivery.lost("gw-1", 5);
        delivery.disconnect("bob", "phone", "gw-1", 5);

        // When
        delivery.restart();
        delivery.pass(Duration.ofSeconds(10));
        delivery.breakOff("cid", "phone", "gw-2", 5);
        delivery.lost("gw-1", 5);

        // Then
        assertThat(delivery.pushed()).containsExactly("cid 2 null (1)", "bob 2 null (1)");
    }
}
