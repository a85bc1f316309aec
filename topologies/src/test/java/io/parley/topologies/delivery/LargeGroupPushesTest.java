package io.parley.topologies.delivery;

import io.parley.avro.Open;
import io.parley.avro.Push;
import io.parley.avro.Read;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** Who is notified of a large group's messages, and when. A group of more than three members is large here. */
class LargeGroupPushesTest {

    private static final String GROUP = "00000000-0000-4000-8000-000000000001";
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final Duration UNTIL_THE_NEXT_HINT = INTERVAL.plusMillis(200);

    private final Events events = new Events(GROUP);
    private final DeliveryFixture delivery = new DeliveryFixture(
            1, new DeliveryConfig(Duration.ofDays(1), 10_000, 10_000, 3, INTERVAL, Duration.ofSeconds(20), 20_000));

    @AfterEach
    void close() {
        delivery.close();
    }

    @Test
    void shouldTakeItBackWhenAMessageOfBeforeItWasLargeIsDeleted() {
        // Given
        delivery.event(events.created("ann", "bob", "cid"));
        delivery.event(events.message(2, "ann"));
        delivery.event(events.added(3, "ann", "dee"));
        delivery.pushed();

        // When
        delivery.event(events.edited(4, "ann", 2, "hullo"));
        delivery.event(events.deleted(5, "ann", 2));

        // Then
        assertThat(delivery.pushes())
                .containsExactly(
                        new Push("bob", GROUP, 2L, "ann", "Team", "hullo", 1),
                        new Push("cid", GROUP, 2L, "ann", "Team", "hullo", 1),
                        new Push("bob", GROUP, 2L, "", null, null, 0),
                        new Push("cid", GROUP, 2L, "", null, null, 0));
    }

    @Test
    void shouldPushToMembersWithoutASessionButNotToTheSenderNorToThoseWhoLeft() {
        // Given
        delivery.connect("cid", "phone", "gw-1", 1);
        delivery.event(events.created("ann", "bob", "cid", "dee", "eve"));
        delivery.event(events.removed(2, "ann", "eve"));
        delivery.pass(UNTIL_THE_NEXT_HINT);

        // When
        delivery.event(events.message(3, "ann"));

        // Then
        assertThat(delivery.pushes())
                .containsExactly(
                        new Push("bob", GROUP, 3L, "ann", "Team", "hello 3", 1),
                        new Push("dee", GROUP, 3L, "ann", "Team", "hello 3", 1));
    }

    @Test
    void shouldPushTheNewestOfOthersAtMostOncePerInterval() {
        // Given
        delivery.event(events.created("ann", "bob", "cid", "dee"));

        // When
        delivery.event(events.message(2, "ann"));
        List<String> first = delivery.pushed();
        delivery.event(events.message(3, "ann"));
        delivery.event(events.message(4, "bob"));
        delivery.event(events.message(5, "bob"));
        List<String> meanwhile = delivery.pushed();
        delivery.pass(UNTIL_THE_NEXT_HINT);

        // Then
        assertThat(first).containsExactly("bob 2 hello 2 (1)", "cid 2 hello 2 (1)", "dee 2 hello 2 (1)");
        assertThat(meanwhile).containsExactly("bob -2");
        assertThat(delivery.pushed()).containsExactly("ann 5 hello 5 (2)", "cid 5 hello 5 (4)", "dee 5 hello 5 (4)");
    }

    @Test
    void shouldPushNothingWhenAHintBringsNoMessage() {
        // Given
        delivery.connect("bob", "phone", "gw-1", 1);
        delivery.event(events.created("ann", "bob", "cid", "dee"));
        delivery.event(events.message(2, "ann"));
        delivery.disconnect("bob", "phone", "gw-1", 1);
        delivery.pushed();

        // When
        delivery.event(events.renamed(3, "ann", "Crowd"));
        delivery.pass(UNTIL_THE_NEXT_HINT);

        // Then
        assertThat(delivery.pushed()).isEmpty();
    }

    @Test
    void shouldPushTheMessageAsItStandsWhenItsHintComes() {
        // Given
        delivery.event(events.created("ann", "bob", "cid", "dee"));
        delivery.event(events.renamed(2, "ann", "Crowd"));

        // When
        delivery.event(events.message(3, "ann"));
        delivery.event(events.edited(4, "ann", 3, "hullo"));
        delivery.pass(UNTIL_THE_NEXT_HINT);
        delivery.event(events.message(5, "ann"));
        delivery.event(events.deleted(6, "ann", 5));
        delivery.pass(UNTIL_THE_NEXT_HINT);

        // Then
        assertThat(delivery.pushed())
                .filteredOn(push -> push.startsWith("bob"))
                .containsExactly("bob 3 hullo (1)", "bob 5 null (1)");
    }

    @Test
    void shouldCorrectWhatAHintHasBroughtAlsoWhenTheUserIsConnectedMeanwhile() {
        // Given
        delivery.event(events.created("ann", "bob", "cid", "dee"));
        delivery.event(events.message(2, "ann"));
        delivery.signal(GROUP, "dee", "gw-1", new Read(2L));
        delivery.connect("bob", "phone", "gw-1", 1);
        delivery.pushed();

        // When
        delivery.event(events.edited(3, "ann", 2, "hullo"));
        delivery.restart();
        delivery.event(events.deleted(4, "ann", 2));

        // Then
        assertThat(delivery.pushed()).containsExactly("bob -2", "cid -2");
    }

    @Test
    void shouldBearNoContentWhenTheMessageIsEncrypted() {
        // Given
        delivery.event(events.created("ann", "bob", "cid", "dee"));

        // When
        delivery.event(events.message(2, "ann", "c2VjcmV0", true));
        delivery.event(events.edited(3, "ann", 2, "bW9yZQ=="));

        // Then
        assertThat(delivery.pushed())
                .filteredOn(push -> push.startsWith("bob"))
                .containsExactly("bob 2 null (1)", "bob 2 null (1)");
    }

    @Test
    void shouldWithdrawWhenItIsReadElsewhereAndWhenTheUserIsRemoved() {
        // Given
        delivery.event(events.created("ann", "bob", "cid", "dee"));
        delivery.event(events.message(2, "ann"));
        delivery.pushed();

        // When
        delivery.signal(GROUP, "bob", "gw-1", new Read(2L));
        delivery.event(events.removed(3, "ann", "cid"));
        delivery.pass(UNTIL_THE_NEXT_HINT);

        // Then
        assertThat(delivery.pushed()).containsExactly("bob -2", "cid -2");
    }

    @Test
    void shouldPushWhatADeadConnectionSwallowed() {
        // Given
        delivery.connect("bob", "phone", "gw-1", 1);
        delivery.connect("cid", "phone", "gw-1", 1);
        delivery.event(events.created("ann", "bob", "cid", "dee"));
        delivery.event(events.message(2, "ann"));
        delivery.event(events.message(3, "ann"));
        delivery.signal(GROUP, "bob", "gw-1", new Open());
        delivery.signal(GROUP, "cid", "gw-1", new Read(2L));
        delivery.pushed();

        // When
        delivery.breakOff("bob", "phone", "gw-1", 1);
        delivery.breakOff("cid", "phone", "gw-1", 1);
        List<String> broken = delivery.pushed();
        delivery.pass(UNTIL_THE_NEXT_HINT);

        // Then
        assertThat(broken).containsExactly("bob 2 hello 2 (1)");
        assertThat(delivery.pushed()).containsExactly("bob 3 hello 3 (2)", "cid 3 hello 3 (1)", "dee 3 hello 3 (2)");
    }

    @Test
    void shouldCountTheWindowFromWhenAHintMayHaveTold() {
        // Given
        delivery.connect("bob", "phone", "gw-1", 1);
        delivery.event(events.created("ann", "bob", "cid", "dee"));
        delivery.event(events.message(2, "ann"));

        // When
        delivery.pass(Duration.ofSeconds(31));
        delivery.breakOff("bob", "phone", "gw-1", 1);
        List<String> within = delivery.pushed();
        delivery.connect("bob", "phone", "gw-1", 1);
        delivery.pass(Duration.ofSeconds(2));
        delivery.breakOff("bob", "phone", "gw-1", 1);

        // Then
        assertThat(within).contains("bob 2 hello 2 (1)");
        assertThat(delivery.pushed()).isEmpty();
    }

    @Test
    void shouldPushWhatWasSwallowedJustBeforeItBecameLarge() {
        // Given
        delivery.connect("bob", "phone", "gw-1", 1);
        delivery.event(events.created("ann", "bob", "cid"));
        delivery.event(events.message(2, "ann"));
        delivery.event(events.added(3, "ann", "dee"));
        delivery.pushed();

        // When
        delivery.breakOff("bob", "phone", "gw-1", 1);

        // Then
        assertThat(delivery.pushed()).containsExactly("bob 2 hello 2 (1)");
    }

    @Test
    void shouldPushWhatWaitedForItsHintWhenTheTaskIsRestarted() {
        // Given
        delivery.event(events.created("ann", "bob", "cid", "dee"));
        delivery.event(events.message(2, "ann"));
        delivery.event(events.message(3, "ann"));
        delivery.event(events.message(4, "bob"));
        delivery.pushed();

        // When
        delivery.restart();
        delivery.pass(Duration.ofSeconds(1));

        // Then
        assertThat(delivery.pushes())
                .containsExactly(
                        new Push("ann", GROUP, 4L, "bob", "Team", null, 1),
                        new Push("cid", GROUP, 4L, "bob", "Team", null, 3),
                        new Push("dee", GROUP, 4L, "bob", "Team", null, 3));
    }

    @Test
    void shouldSayAllAgainWhenACrashHasLostItAndTheStateIsAhead() {
        // Given
        delivery.event(events.created("ann", "bob", "cid"));
        delivery.event(events.message(2, "ann"));
        delivery.event(events.added(3, "ann", "dee"));
        delivery.pass(UNTIL_THE_NEXT_HINT);
        delivery.event(events.message(4, "ann"));
        delivery.signal(GROUP, "cid", "gw-1", new Read(4L));
        delivery.connect("bob", "phone", "gw-1", 1);
        delivery.pass(UNTIL_THE_NEXT_HINT.multipliedBy(2));

        // When
        delivery.restart();
        delivery.event(events.message(2, "ann"));
        delivery.event(events.added(3, "ann", "dee"));
        delivery.event(events.message(4, "ann"));
        delivery.signal(GROUP, "cid", "gw-1", new Read(4L));
        delivery.pass(UNTIL_THE_NEXT_HINT);

        // Then
        assertThat(delivery.pushed()).containsExactly("cid -4", "bob 4 hello 4 (2)", "dee 4 hello 4 (1)");
    }
}
