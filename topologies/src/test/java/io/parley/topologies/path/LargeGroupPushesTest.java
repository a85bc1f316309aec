package io.parley.topologies.path;

import io.parley.avro.Open;
import io.parley.avro.Push;
import io.parley.avro.Read;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** The notifications of a large group's messages, and their times. A group of more than three members is large here. */
class LargeGroupPushesTest {

    private static final String GROUP = "00000000-0000-4000-8000-000000000001";
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final Duration UNTIL_THE_NEXT_HINT = INTERVAL.plusMillis(200);

    private final Events events = new Events(GROUP);
    private final PathFixture path = new PathFixture(1, 3);

    @AfterEach
    void close() {
        path.close();
    }

    @Test
    void shouldTakeItBackWhenAMessageOfBeforeItWasLargeIsDeleted() {
        // Given
        path.event(events.created("ann", "bob", "cid"));
        path.event(events.message(2, "ann"));
        path.event(events.added(3, "ann", "dee"));
        path.pushed();

        // When
        path.event(events.edited(4, "ann", 2, "hullo"));
        path.event(events.deleted(5, "ann", 2));

        // Then
        assertThat(path.pushes())
                .containsExactly(
                        new Push("bob", GROUP, 2L, "ann", "Team", "hullo", 1),
                        new Push("cid", GROUP, 2L, "ann", "Team", "hullo", 1),
                        new Push("bob", GROUP, 2L, "", null, null, 0),
                        new Push("cid", GROUP, 2L, "", null, null, 0));
    }

    @Test
    void shouldPushToMembersWithoutASessionButNotToTheSenderNorToThoseWhoLeft() {
        // Given
        path.connect("cid", "phone", "gw-1", 1);
        path.event(events.created("ann", "bob", "cid", "dee", "eve"));
        path.event(events.removed(2, "ann", "eve"));
        path.pass(UNTIL_THE_NEXT_HINT);

        // When
        path.event(events.message(3, "ann"));

        // Then
        assertThat(path.pushes())
                .containsExactly(
                        new Push("bob", GROUP, 3L, "ann", "Team", "hello 3", 1),
                        new Push("dee", GROUP, 3L, "ann", "Team", "hello 3", 1));
    }

    @Test
    void shouldPushTheNewestOfOthersAtMostOncePerInterval() {
        // Given
        path.event(events.created("ann", "bob", "cid", "dee"));

        // When
        path.event(events.message(2, "ann"));
        List<String> first = path.pushed();
        path.event(events.message(3, "ann"));
        path.event(events.message(4, "bob"));
        path.event(events.message(5, "bob"));
        List<String> meanwhile = path.pushed();
        path.pass(UNTIL_THE_NEXT_HINT);

        // Then
        assertThat(first).containsExactly("bob 2 hello 2 (1)", "cid 2 hello 2 (1)", "dee 2 hello 2 (1)");
        assertThat(meanwhile).containsExactly("bob -2");
        assertThat(path.pushed()).containsExactly("ann 5 hello 5 (2)", "cid 5 hello 5 (4)", "dee 5 hello 5 (4)");
    }

    @Test
    void shouldPushNothingWhenAHintBringsNoMessage() {
        // Given
        path.connect("bob", "phone", "gw-1", 1);
        path.event(events.created("ann", "bob", "cid", "dee"));
        path.event(events.message(2, "ann"));
        path.disconnect("bob", "phone", "gw-1", 1);
        path.pushed();

        // When
        path.event(events.renamed(3, "ann", "Crowd"));
        path.pass(UNTIL_THE_NEXT_HINT);

        // Then
        assertThat(path.pushed()).isEmpty();
    }

    @Test
    void shouldPushTheMessageAsItStandsWhenItsHintComes() {
        // Given
        path.event(events.created("ann", "bob", "cid", "dee"));
        path.event(events.renamed(2, "ann", "Crowd"));

        // When
        path.event(events.message(3, "ann"));
        path.event(events.edited(4, "ann", 3, "hullo"));
        path.pass(UNTIL_THE_NEXT_HINT);
        path.event(events.message(5, "ann"));
        path.event(events.deleted(6, "ann", 5));
        path.pass(UNTIL_THE_NEXT_HINT);

        // Then
        assertThat(path.pushed())
                .filteredOn(push -> push.startsWith("bob"))
                .containsExactly("bob 3 hullo (1)", "bob 5 null (1)");
    }

    @Test
    void shouldCorrectWhatAHintHasBroughtAlsoWhenTheUserIsConnectedMeanwhile() {
        // Given
        path.event(events.created("ann", "bob", "cid", "dee"));
        path.event(events.message(2, "ann"));
        path.signal(GROUP, "dee", "gw-1", new Read(2L));
        path.connect("bob", "phone", "gw-1", 1);
        path.pushed();

        // When
        path.event(events.edited(3, "ann", 2, "hullo"));
        path.restart();
        path.event(events.deleted(4, "ann", 2));

        // Then
        assertThat(path.pushed()).containsExactly("bob -2", "cid -2");
    }

    @Test
    void shouldBearNoContentWhenTheMessageIsEncrypted() {
        // Given
        path.event(events.created("ann", "bob", "cid", "dee"));

        // When
        path.event(events.message(2, "ann", "c2VjcmV0", true));
        path.event(events.edited(3, "ann", 2, "bW9yZQ=="));

        // Then
        assertThat(path.pushed())
                .filteredOn(push -> push.startsWith("bob"))
                .containsExactly("bob 2 null (1)", "bob 2 null (1)");
    }

    @Test
    void shouldWithdrawWhenItIsReadElsewhereAndWhenTheUserIsRemoved() {
        // Given
        path.event(events.created("ann", "bob", "cid", "dee"));
        path.event(events.message(2, "ann"));
        path.pushed();

        // When
        path.signal(GROUP, "bob", "gw-1", new Read(2L));
        path.event(events.removed(3, "ann", "cid"));
        path.pass(UNTIL_THE_NEXT_HINT);

        // Then
        assertThat(path.pushed()).containsExactly("bob -2", "cid -2");
    }

    @Test
    void shouldPushWhatADeadConnectionSwallowed() {
        // Given
        path.connect("bob", "phone", "gw-1", 1);
        path.connect("cid", "phone", "gw-1", 1);
        path.event(events.created("ann", "bob", "cid", "dee"));
        path.event(events.message(2, "ann"));
        path.event(events.message(3, "ann"));
        path.signal(GROUP, "bob", "gw-1", new Open());
        path.signal(GROUP, "cid", "gw-1", new Read(2L));
        path.pushed();

        // When
        path.breakOff("bob", "phone", "gw-1", 1);
        path.breakOff("cid", "phone", "gw-1", 1);
        List<String> broken = path.pushed();
        path.pass(UNTIL_THE_NEXT_HINT);

        // Then
        assertThat(broken).containsExactly("bob 2 hello 2 (1)");
        assertThat(path.pushed()).containsExactly("bob 3 hello 3 (2)", "cid 3 hello 3 (1)", "dee 3 hello 3 (2)");
    }

    @Test
    void shouldCountTheWindowFromTheTimeOfAPossibleHint() {
        // Given
        path.connect("bob", "phone", "gw-1", 1);
        path.event(events.created("ann", "bob", "cid", "dee"));
        path.event(events.message(2, "ann"));

        // When
        path.pass(Duration.ofSeconds(31));
        path.breakOff("bob", "phone", "gw-1", 1);
        List<String> within = path.pushed();
        path.connect("bob", "phone", "gw-1", 1);
        path.pass(Duration.ofSeconds(2));
        path.breakOff("bob", "phone", "gw-1", 1);

        // Then
        assertThat(within).contains("bob 2 hello 2 (1)");
        assertThat(path.pushed()).isEmpty();
    }

    @Test
    void shouldPushWhatWasSwallowedJustBeforeItBecameLarge() {
        // Given
        path.connect("bob", "phone", "gw-1", 1);
        path.event(events.created("ann", "bob", "cid"));
        path.event(events.message(2, "ann"));
        path.event(events.added(3, "ann", "dee"));
        path.pushed();

        // When
        path.breakOff("bob", "phone", "gw-1", 1);

        // Then
        assertThat(path.pushed()).containsExactly("bob 2 hello 2 (1)");
    }

    @Test
    void shouldPushWhatWaitedForItsHintWhenTheTaskIsRestarted() {
        // Given
        path.event(events.created("ann", "bob", "cid", "dee"));
        path.event(events.message(2, "ann"));
        path.event(events.message(3, "ann"));
        path.event(events.message(4, "bob"));
        path.pushed();

        // When
        path.restart();
        path.pass(Duration.ofSeconds(1));

        // Then
        assertThat(path.pushes())
                .containsExactly(
                        new Push("ann", GROUP, 4L, "bob", "Team", null, 1),
                        new Push("cid", GROUP, 4L, "bob", "Team", null, 3),
                        new Push("dee", GROUP, 4L, "bob", "Team", null, 3));
    }

    @Test
    void shouldDeliverAgainWhenACrashHasLostTheOutputAndTheStateIsAhead() {
        // Given
        path.event(events.created("ann", "bob", "cid"));
        path.event(events.message(2, "ann"));
        path.event(events.added(3, "ann", "dee"));
        path.pass(UNTIL_THE_NEXT_HINT);
        path.event(events.message(4, "ann"));
        path.signal(GROUP, "cid", "gw-1", new Read(4L));
        path.connect("bob", "phone", "gw-1", 1);
        path.pass(UNTIL_THE_NEXT_HINT.multipliedBy(2));

        // When
        path.restart();
        path.againFrom(events.message(2, "ann"));
        path.pass(UNTIL_THE_NEXT_HINT);

        // Then
        assertThat(path.pushed()).containsExactly("bob 4 hello 4 (2)", "dee 4 hello 4 (1)", "cid -4");
    }
}
