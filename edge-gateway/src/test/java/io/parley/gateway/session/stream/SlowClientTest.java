package io.parley.gateway.session.stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.Gauge;
import io.parley.avro.Added;
import io.parley.avro.InboxDelivery;
import io.parley.avro.InboxEntry;
import io.parley.avro.Outcome;
import io.parley.avro.OutcomeDelivery;
import io.parley.avro.ReadDelivery;
import io.parley.avro.Refused;
import io.parley.avro.Removed;
import io.parley.avro.Renamed;
import io.parley.avro.TypingDelivery;
import io.parley.gateway.session.FakeSocket;
import io.parley.gateway.session.Session;
import io.parley.gateway.session.SessionFixture;
import io.parley.protocol.CloseReason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import static io.parley.gateway.session.SessionFixture.GROUP;
import static io.parley.gateway.session.SessionFixture.OTHER_GROUP;
import static io.parley.gateway.session.SessionFixture.command;
import static io.parley.gateway.session.SessionFixture.entry;
import static io.parley.gateway.session.SessionFixture.event;
import static io.parley.gateway.session.SessionFixture.message;
import static io.parley.gateway.session.SessionFixture.opened;
import static io.parley.gateway.session.SessionFixture.request;
import static org.assertj.core.api.Assertions.assertThat;

/** A session whose client reads more slowly than there is to say. */
class SlowClientTest {

    private final SessionFixture fixture = new SessionFixture();
    private final FakeSocket socket = new FakeSocket();
    private Session session;

    @BeforeEach
    void fallBehind() {
        session = fixture.ready("alice", socket, GROUP, OTHER_GROUP);
        fixture.receive(session, request("open", ""));
        fixture.deliver(opened(session, GROUP, 10, false));
        socket.frames.clear();
        socket.writable = false;
    }

    @AfterEach
    void shouldHaveGivenEveryFrameBack() {
        fixture.sessions.close(session);
        assertThat(fixture.leakedBytes()).isZero();
        assertThat(slowSessions()).isZero();
    }

    @Test
    void shouldGetOneHeadInPlaceOfEventsAndThenEventsAgain() {
        // When
        fixture.event(message(GROUP, 11), "alice");
        fixture.event(message(OTHER_GROUP, 11), "alice");
        fixture.event(event(GROUP, 12, new Renamed("new")), "alice");
        int meanwhile = socket.frames.size();
        double slow = slowSessions();
        readOn();
        fixture.event(message(GROUP, 13), "alice");

        // Then
        assertThat(meanwhile).isZero();
        assertThat(slow).isEqualTo(1);
        assertThat(fixture.meters.counter("parley.gateway.events.withheld").count())
                .isEqualTo(3);
        assertThat(socket.types()).containsExactly("inbox", "event");
        JsonNode inbox = socket.frames.get(0);
        assertThat(inbox.path("last").asBoolean()).isFalse();
        assertThat(heads(inbox)).containsExactly(GROUP + " 12", OTHER_GROUP + " 11");
        assertThat(inbox.path("conversations").get(0).path("title").asText()).isEqualTo("new");
        assertThat(inbox.path("conversations").get(0).path("unread").asInt()).isEqualTo(1);
    }

    @Test
    void shouldStayWithHeadsWhenTheClientHasNotReadEnough() {
        // Given
        fixture.event(message(GROUP, 11), "alice");

        // When
        session.writable();
        fixture.event(message(GROUP, 12), "alice");

        // Then
        assertThat(socket.frames).isEmpty();
        readOn();
        assertThat(heads(socket.last())).containsExactly(GROUP + " 12");
    }

    @Test
    void shouldKeepTheOrderWhenThereIsRoomBeforeTheHeadsAreSent() {
        // Given
        fixture.event(message(GROUP, 11), "alice");

        // When
        socket.writable = true;
        fixture.event(message(GROUP, 12), "alice");
        session.writable();
        fixture.event(message(GROUP, 13), "alice");

        // Then
        assertThat(socket.types()).containsExactly("inbox", "event");
        assertThat(heads(socket.frames.get(0))).containsExactly(GROUP + " 12");
    }

    @Test
    void shouldSendHeadsInPortionsWhenThereAreMany() {
        // Given
        InboxEntry[] entries = IntStream.range(0, 450)
                .mapToObj(i -> entry("0190163d-8694-739b-aea5-" + String.format("%012d", i)))
                .toArray(InboxEntry[]::new);
        for (int from = 0; from < entries.length; from += 150) {
            fixture.deliver(new InboxDelivery(
                    "alice", null, 0L, false, true, List.of(entries).subList(from, from + 150), null, false));
        }

        // When
        socket.framesUntilFull = 2;
        readOn();
        int first = socket.frames.size();
        readOn();

        // Then
        assertThat(first).isEqualTo(2);
        assertThat(socket.frames)
                .extracting(frame -> frame.path("conversations").size())
                .containsExactly(200, 200, 50);
    }

    @Test
    void shouldGetWhatHistoryCanNotGiveAtOnce() {
        // Given
        fixture.event(message(GROUP, 11), "alice");

        // When
        fixture.receive(session, command("send", "\"content\":\"x\""));
        fixture.deliver(
                new OutcomeDelivery(new Outcome(GROUP, "alice", "c1", new Refused("forbidden", "you may not", null))));
        fixture.deliver(new ReadDelivery(GROUP, Map.of("bob", 11L), List.of("alice")));
        fixture.deliver(new TypingDelivery(GROUP, "bob", List.of("alice"), false));

        // Then
        assertThat(socket.types()).containsExactly("accepted", "rejected", "read");
    }

    @Test
    void shouldGetItsRemovalAtOnceAndNothingAfterIt() {
        // Given
        fixture.event(message(GROUP, 11), "alice");

        // When
        fixture.event(event(GROUP, 12, new Removed(List.of("alice"), null)), "alice");
        fixture.event(message(GROUP, 13), "alice");
        readOn();
        fixture.event(message(OTHER_GROUP, 11), "alice");

        // Then
        assertThat(socket.types()).containsExactly("event", "event");
        assertThat(socket.frames)
                .extracting(frame -> frame.path("kind").asText())
                .containsExactly("removed", "message");
    }

    @Test
    void shouldGetTheEntryAndItsAdditionAtOnceAndThenTheHead() {
        // Given
        String third = GROUP.replace("91", "93");

        // When
        fixture.deliver(new InboxDelivery("alice", null, 0L, false, true, List.of(entry(third, 7)), null, false));
        int meanwhile = socket.frames.size();
        fixture.event(event(third, 8, new Added(List.of("alice"))), "alice");
        fixture.event(message(third, 9), "alice");
        readOn();

        // Then
        assertThat(meanwhile).isZero();
        assertThat(socket.types()).containsExactly("inbox", "event", "inbox");
        assertThat(socket.frames.get(1).path("kind").asText()).isEqualTo("added");
        assertThat(heads(socket.last())).containsExactly(third + " 9");
    }

    @Test
    void shouldGetHeadsOfALargeGroupWhenItIsOpen() {
        // When
        fixture.eventIfOpen(message(GROUP, 11), "alice");
        fixture.eventIfOpen(message(OTHER_GROUP, 11), "alice");
        readOn();

        // Then
        assertThat(heads(socket.last())).containsExactly(GROUP + " 11");
    }

    @Test
    void shouldGetAWholeInboxAtOnceWhenTheEpochChangesAndAfterItTheHeads() {
        // Given
        fixture.event(message(GROUP, 11), "alice");
        fixture.event(message(OTHER_GROUP, 11), "alice");
        fixture.epoch = 2;

        // When
        fixture.sessions.announceAgain();
        fixture.wholeInbox(session, true, entry(GROUP, 10));
        readOn();

        // Then
        assertThat(socket.types()).containsExactly("inbox", "inbox");
        assertThat(socket.frames.get(0).path("last").asBoolean()).isTrue();
        assertThat(heads(socket.frames.get(1))).containsExactly(GROUP + " 11");
    }

    @Test
    void shouldGiveHistoryUpToWhatWasWithheld() {
        // Given
        fixture.event(message(GROUP, 11), "alice");
        readOn();

        // When
        fixture.receive(session, request("history", ",\"after\":10"));

        // Then
        assertThat(fixture.store.queries.get(0).head()).isEqualTo(11);
    }

    @Test
    void shouldBeGivenUpWhenItReadsNothingForTooLong() {
        // Given
        fixture.pass(session, Duration.ZERO);

        // When
        pass(Duration.ofSeconds(59));
        CloseReason before = socket.closed;
        pass(Duration.ofSeconds(1));

        // Then
        assertThat(before).isNull();
        assertThat(socket.closed).isEqualTo(CloseReason.TOO_SLOW);
    }

    @Test
    void shouldBeTooSlowAndNotSilentWhenItReadsNothingAndAnswersNothing() {
        // When
        fixture.pass(session, Duration.ofSeconds(14));
        CloseReason before = socket.closed;
        fixture.pass(session, Duration.ofSeconds(1));

        // Then
        assertThat(before).isNull();
        assertThat(socket.closed).isEqualTo(CloseReason.TOO_SLOW);
    }

    @Test
    void shouldNotBeGivenUpWhenItReadsOn() {
        // Given
        fixture.event(message(GROUP, 11), "alice");
        pass(Duration.ofSeconds(59));

        // When
        readOn();
        socket.writable = false;
        pass(Duration.ofSeconds(59));
        pass(Duration.ofSeconds(59));

        // Then
        assertThat(socket.closed).isNull();
    }

    @Test
    void shouldTurnSlowAtTheMarkAndBeReadyAgainAtHalfOfIt() {
        assertThat(socket.high).isEqualTo(500);
        assertThat(socket.low).isEqualTo(250);
    }

    private void readOn() {
        socket.writable = true;
        session.writable();
    }

    /** The client is heard of all the time: it writes and doesn't read. */
    private void pass(Duration time) {
        session.liveness().heard(fixture.nanos + time.toNanos());
        fixture.pass(session, time);
    }

    private double slowSessions() {
        Gauge gauge = fixture.meters.get("parley.gateway.sessions.slow").gauge();
        return gauge.value();
    }

    private static List<String> heads(JsonNode inbox) {
        return inbox.path("conversations").findParents("conversationId").stream()
                .map(entry -> entry.path("conversationId").asText() + " "
                        + entry.path("head").asLong())
                .toList();
    }
}
