package io.parley.gateway.session;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.avro.Added;
import io.parley.avro.ConversationKind;
import io.parley.avro.Delivery;
import io.parley.avro.EventDelivery;
import io.parley.avro.InboxDelivery;
import io.parley.avro.InboxEntry;
import io.parley.avro.Open;
import io.parley.avro.Outcome;
import io.parley.avro.OutcomeDelivery;
import io.parley.avro.Read;
import io.parley.avro.Refused;
import io.parley.avro.Removed;
import io.parley.avro.Repeated;
import io.parley.avro.SessionChange;
import io.parley.avro.SessionState;
import io.parley.avro.Signal;
import io.parley.gateway.session.connection.PauseReason;
import io.parley.gateway.session.connection.SessionLimits;
import io.parley.history.HistoryPage;
import io.parley.history.HistoryQuery;
import io.parley.history.StoredEvent;
import io.parley.history.StoredReaction;
import io.parley.protocol.CloseReason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

import static io.parley.gateway.session.SessionFixture.GROUP;
import static io.parley.gateway.session.SessionFixture.OTHER_GROUP;
import static io.parley.gateway.session.SessionFixture.command;
import static io.parley.gateway.session.SessionFixture.entry;
import static io.parley.gateway.session.SessionFixture.event;
import static io.parley.gateway.session.SessionFixture.message;
import static io.parley.gateway.session.SessionFixture.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class SessionTest {

    private final SessionFixture fixture = new SessionFixture();
    private final FakeSocket socket = new FakeSocket();

    @AfterEach
    void shouldHaveGivenEveryFrameBack() {
        assertThat(fixture.leakedBytes()).isZero();
    }

    @Test
    void shouldHandleFramesInOrderAndOnlyAfterTheInboxWhenTheyCameEarlier() {
        // Given
        Session session = fixture.connect("alice", socket);
        fixture.receive(session, "{\"type\":\"ping\"}");
        fixture.receive(session, "nonsense");
        fixture.receive(session, command("send", "\"content\":\"early\""));
        fixture.event(message(GROUP, 11), "alice");

        // When
        fixture.wholeInbox(session, false, entry(GROUP));
        assertThat(socket.frames).isEmpty();
        fixture.wholeInbox(session, true, entry(OTHER_GROUP));

        // Then
        assertThat(socket.types()).containsExactly("ready", "inbox", "pong", "rejected", "accepted");
        assertThat(socket.frames.get(1).path("conversations")).hasSize(2);
        assertThat(socket.frames.get(1).path("last").asBoolean()).isTrue();
    }

    @Test
    void shouldStopReadingWhenTooManyFramesWaitAndGoOnWhenItIsReady() {
        // Given
        Session session = fixture.connect("alice", socket);

        // When
        IntStream.range(0, SessionLimits.WAITING_FRAMES).forEach(i -> fixture.receive(session, "{\"type\":\"ping\"}"));

        // Then
        assertThat(socket.isReading()).isFalse();
        fixture.wholeInbox(session, true);
        assertThat(socket.isReading()).isTrue();
        assertThat(socket.types()).hasSize(2 + SessionLimits.WAITING_FRAMES);
    }

    @Test
    void shouldSendAnEmptyInboxWhenThereIsNone() {
        // When
        fixture.ready("alice", socket);

        // Then
        assertThat(socket.types()).containsExactly("ready", "inbox");
        assertThat(socket.last().path("last").asBoolean()).isTrue();
    }

    @Test
    void shouldWriteAnInboxInPartsWhenItIsLong() {
        // Given
        InboxEntry[] entries = IntStream.range(0, 110)
                .mapToObj(i -> entry("0190163d-8694-739b-aea5-" + String.format("%012d", i)))
                .toArray(InboxEntry[]::new);
        Session session = fixture.connect("alice", socket);

        // When
        fixture.wholeInbox(session, true, entries);

        // Then
        assertThat(socket.frames.subList(1, 4))
                .extracting(frame -> frame.path("conversations").size())
                .containsExactly(50, 50, 10);
        assertThat(socket.frames.subList(1, 4))
                .extracting(frame -> frame.path("last").asBoolean())
                .containsExactly(false, false, true);
    }

    @Test
    void shouldAnnounceItselfUntilItIsAnsweredAndThenGiveUp() {
        // Given
        Session session = fixture.connect("alice", socket);

        // When
        for (int second = 0; second < 29; second++) {
            fixture.pass(session, Duration.ofSeconds(1));
            session.liveness().heard(fixture.nanos);
        }
        int announcements = fixture.changes.values().size();
        fixture.pass(session, Duration.ofSeconds(1));

        // Then
        assertThat(announcements).isEqualTo(10);
        assertThat(socket.types()).containsExactly("goaway");
        assertThat(socket.closed).isEqualTo(CloseReason.GOING_AWAY);
    }

    @Test
    void shouldIgnoreAnInboxWhenItAnswersAnEarlierEpoch() {
        // Given
        Session session = fixture.connect("alice", socket);

        // When
        fixture.deliver(new InboxDelivery(
                "alice", session.identity().sessionId(), 0L, true, true, List.of(entry(GROUP)), null, false));

        // Then
        assertThat(socket.frames).isEmpty();
    }

    @Test
    void shouldSendAFreshInboxAndNoSecondReadyWhenTheEpochChanges() {
        // Given
        Session session = fixture.ready("alice", socket, GROUP);
        fixture.epoch = 2;

        // When
        fixture.sessions.announceAgain();
        fixture.wholeInbox(session, true, entry(GROUP, 30));
        fixture.receive(session, request("history", ""));

        // Then
        assertThat(fixture.changes.values()).extracting(SessionChange::getEpoch).containsExactly(1L, 2L);
        assertThat(socket.types()).containsExactly("ready", "inbox", "inbox");
        assertThat(fixture.store.queries.get(0).head()).isEqualTo(30);
    }

    @Test
    void shouldEndItAloneWhenADeliveryFailsInIt() {
        // Given
        FakeSocket faulty = new FakeSocket();
        fixture.ready("alice", faulty, GROUP);
        fixture.ready("bob", socket, GROUP);
        faulty.fault = new IllegalStateException("a fault in a test");

        // When
        fixture.event(message(GROUP, 11), "alice", "bob");
        fixture.event(message(GROUP, 12), "alice", "bob");

        // Then
        assertThat(faulty.closed).isEqualTo(CloseReason.INTERNAL);
        assertThat(faulty.types()).containsExactly("ready", "inbox");
        assertThat(socket.types()).containsExactly("ready", "inbox", "event", "event");
        assertThat(socket.closed).isNull();
    }

    @Test
    void shouldSayThatTheUserIsAwayUntilTheLogTakesItWhenItIsAnnouncedAgain() {
        // Given
        Session session = fixture.ready("alice", socket);
        fixture.receive(session, "{\"type\":\"status\",\"status\":\"away\"}");
        fixture.epoch = 2;
        fixture.changes.fail(new TimeoutException());
        fixture.sessions.announceAgain();
        fixture.wholeInbox(session, true);
        fixture.pass(session, Duration.ofSeconds(3));
        fixture.changes.fail(null);
        int before = fixture.changes.values().size();

        // When
        fixture.pass(session, Duration.ofMillis(2_999));
        fixture.pass(session, Duration.ofMillis(1));
        fixture.pass(session, Duration.ofSeconds(3));

        // Then
        assertThat(fixture.changes
                        .values()
                        .subList(before, fixture.changes.values().size()))
                .extracting(SessionChange::getChange, SessionChange::getEpoch)
                .containsExactly(tuple(SessionState.AWAY, 2L));
    }

    @Test
    void shouldNotSayThatTheUserIsAwayWhenTheyAreBackMeanwhile() {
        // Given
        Session session = fixture.ready("alice", socket);
        fixture.receive(session, "{\"type\":\"status\",\"status\":\"away\"}");
        fixture.epoch = 2;
        fixture.changes.hold();
        fixture.sessions.announceAgain();
        fixture.wholeInbox(session, true);
        fixture.receive(session, "{\"type\":\"status\",\"status\":\"online\"}");
        fixture.changes.fail(new TimeoutException());
        fixture.changes.acknowledge();
        fixture.changes.fail(null);

        // When
        fixture.pass(session, Duration.ofSeconds(3));

        // Then
        assertThat(fixture.changes.values())
                .extracting(SessionChange::getChange)
                .endsWith(SessionState.AWAY, SessionState.ONLINE);
    }

    @Test
    void shouldBeFoundNoMoreWhenItsConnectionIsGone() {
        // Given
        Session session = fixture.ready("alice", socket, GROUP);

        // When
        fixture.sessions.close(session);
        fixture.sessions.close(session);
        fixture.event(message(GROUP, 11), "alice");

        // Then
        assertThat(fixture.changes.values())
                .extracting(SessionChange::getChange)
                .containsExactly(SessionState.CONNECTED, SessionState.DISCONNECTED);
        assertThat(socket.types()).containsExactly("ready", "inbox");
        assertThat(fixture.pass(session, Duration.ofSeconds(1))).isFalse();
    }

    @Test
    void shouldAnswerACommandWhenTheLogHasDecided() {
        // Given
        Session session = fixture.ready("alice", socket, GROUP);
        fixture.commands.hold();

        // When
        fixture.receive(session, command("send", "\"content\":\"x\""));
        int before = socket.frames.size();
        fixture.commands.acknowledge();
        fixture.commands.fail(new TimeoutException());
        fixture.receive(session, command("send", "\"content\":\"x\""));

        // Then
        assertThat(before).isEqualTo(2);
        assertThat(socket.frames.get(2).path("type").asText()).isEqualTo("accepted");
        assertThat(socket.last().path("code").asText()).isEqualTo("unavailable");
        assertThat(socket.last().path("id").asText()).isEqualTo("c1");
        assertThat(socket.last().path("retryAfterMs").asLong()).isPositive();
    }

    @Test
    void shouldPassOnWhatBecameOfACommandWhenItWasRefused() {
        // Given
        fixture.ready("alice", socket, GROUP);
        FakeSocket second = new FakeSocket();
        fixture.ready("alice", second, GROUP);

        // When
        fixture.deliver(new OutcomeDelivery(
                new Outcome(GROUP, "alice", "c1", new Refused("not_a_member", "you are not", null))));

        // Then
        for (FakeSocket each : List.of(socket, second)) {
            assertThat(each.last().path("code").asText()).isEqualTo("not_a_member");
            assertThat(each.last().path("id").asText()).isEqualTo("c1");
            assertThat(each.last().path("conversationId").asText()).isEqualTo(GROUP);
        }
    }

    @Test
    void shouldAnswerARepeatWithItsEventUnlessTheUserHasLeft() {
        // Given
        fixture.ready("alice", socket, GROUP);
        FakeSocket left = new FakeSocket();
        fixture.ready("carol", left, GROUP);
        StoredEvent stored = new StoredEvent(message(GROUP, 5), OptionalLong.of(6), false);

        // When
        fixture.deliver(new OutcomeDelivery(new Outcome(GROUP, "alice", "id-5", new Repeated(5L, 5L))));
        fixture.deliver(new OutcomeDelivery(new Outcome(GROUP, "carol", "id-5", new Repeated(5L, 5L))));
        fixture.event(event(GROUP, 11, new Removed(List.of("carol"), null)), "alice", "carol");
        fixture.store.event.complete(Optional.of(stored));

        // Then
        assertThat(socket.last().path("editedSequence").asLong()).isEqualTo(6);
        assertThat(left.last().path("code").asText()).isEqualTo("not_a_member");
    }

    @Test
    void shouldLeaveTheAnswerToTheStreamWhenThatHasNotReachedTheRepeatedCommandsEvent() {
        // Given
        fixture.ready("alice", socket, GROUP);
        fixture.deliver(new OutcomeDelivery(new Outcome(GROUP, "alice", "id-12", new Repeated(12L, 12L))));

        // When
        fixture.store.event.complete(Optional.of(new StoredEvent(message(GROUP, 12), OptionalLong.empty(), false)));
        fixture.event(message(GROUP, 11), "alice");
        fixture.event(message(GROUP, 12), "alice");

        // Then
        assertThat(socket.types()).containsExactly("ready", "inbox", "event", "event");
        assertThat(socket.last().path("sequence").asLong()).isEqualTo(12);
    }

    @Test
    void shouldAnswerARepeatAtOnceInALargeGroupWhoseStreamMayNeverBringTheEvent() {
        // Given
        Session session = fixture.connect("alice", socket);
        fixture.wholeInbox(
                session,
                true,
                new InboxEntry(GROUP, ConversationKind.GROUP, null, 10L, 0L, 10, true, null, Instant.EPOCH, null));
        fixture.deliver(new OutcomeDelivery(new Outcome(GROUP, "alice", "id-12", new Repeated(12L, 12L))));

        // When
        fixture.store.event.complete(Optional.of(new StoredEvent(message(GROUP, 12), OptionalLong.empty(), false)));

        // Then
        assertThat(socket.last().path("sequence").asLong()).isEqualTo(12);
    }

    @Test
    void shouldAnswerARepeatedLeaveWithItsEventWhenTheUserHasLeft() {
        // Given
        fixture.ready("alice", socket, GROUP);
        StoredEvent leave =
                new StoredEvent(event(GROUP, 11, new Removed(List.of("alice"), null)), OptionalLong.empty(), false);
        fixture.event(leave.event(), "alice");

        // When
        fixture.deliver(new OutcomeDelivery(new Outcome(GROUP, "alice", "id-11", new Repeated(11L, 11L))));
        fixture.store.event.complete(Optional.of(leave));

        // Then
        assertThat(socket.types()).containsExactly("ready", "inbox", "event", "event");
    }

    @Test
    void shouldSayUnavailableWhenTheStoreDoesNotHaveARepeatedEvent() {
        // Given
        fixture.ready("alice", socket, GROUP);

        // When
        fixture.deliver(new OutcomeDelivery(new Outcome(GROUP, "alice", "id-5", new Repeated(5L, 5L))));
        fixture.store.event.complete(Optional.empty());

        // Then
        assertThat(socket.last().path("code").asText()).isEqualTo("unavailable");
    }

    @Test
    void shouldGiveAPageAroundAnEventUpToTheHeadThatTheStreamHasReached() {
        // Given
        Session session = fixture.ready("alice", socket, GROUP);
        fixture.event(message(GROUP, 11), "alice");

        // When
        fixture.receive(session, request("history", ",\"around\":5,\"limit\":7"));
        StoredEvent reacted = new StoredEvent(
                message(GROUP, 5), OptionalLong.empty(), false, List.of(new StoredReaction("👍", List.of("bob"))));
        fixture.store.pages.get(0).complete(new HistoryPage(List.of(reacted), 11, true, true));

        // Then
        HistoryQuery query = fixture.store.queries.get(0);
        assertThat(query.around()).hasValue(5);
        assertThat(query.after()).isEmpty();
        assertThat(query.before()).isEmpty();
        assertThat(query.limit()).isEqualTo(7);
        assertThat(query.head()).isEqualTo(11);
        JsonNode event = socket.last().path("events").get(0);
        assertThat(event.path("reactions").get(0).path("count").asInt()).isEqualTo(1);
        assertThat(socket.last().path("more").asBoolean()).isTrue();
    }

    @Test
    void shouldGiveNothingOfAConversationAfterTheRemovalFromIt() {
        // Given
        Session session = fixture.ready("alice", socket, GROUP);
        fixture.receive(session, request("history", ",\"after\":0"));

        // When
        fixture.event(event(GROUP, 11, new Removed(List.of("alice"), null)), "alice");
        fixture.event(message(GROUP, 12), "alice");
        fixture.deliver(new InboxDelivery("alice", null, 0L, false, true, List.of(entry(GROUP, 10)), null, false));
        fixture.store.pages.get(0).complete(new HistoryPage(List.of(), 10, true, false));
        fixture.receive(session, request("history", ",\"after\":0"));
        fixture.receive(session, request("open", ""));
        fixture.receive(session, request("read", ",\"sequence\":3"));

        // Then
        assertThat(socket.types().subList(2, socket.frames.size()))
                .containsExactly("event", "rejected", "rejected", "rejected", "rejected");
        assertThat(socket.frames.subList(3, 7)).allSatisfy(frame -> {
            assertThat(frame.path("code").asText()).isEqualTo("not_a_member");
            assertThat(frame.path("ref").asText()).isEqualTo("r1");
        });
    }

    @Test
    void shouldGiveHistoryUpToWhatItsStreamHasReachedWhenAMemberAsks() {
        // Given
        Session session = fixture.ready("alice", socket, GROUP);
        fixture.event(message(GROUP, 11), "alice");

        // When
        fixture.receive(session, request("history", ",\"after\":3,\"through\":99,\"limit\":7"));
        fixture.store.pages.get(0).complete(new HistoryPage(List.of(), 11, false, true));

        // Then
        assertThat(fixture.store.queries.get(0).head()).isEqualTo(11);
        assertThat(fixture.store.queries.get(0).through()).hasValue(99);
        assertThat(fixture.store.queries.get(0).limit()).isEqualTo(7);
        assertThat(socket.last().path("type").asText()).isEqualTo("history");
        assertThat(socket.last().path("more").asBoolean()).isTrue();
    }

    @Test
    void shouldSayUnavailableWhenTheStoreIsAway() {
        // Given
        Session session = fixture.ready("alice", socket, GROUP);

        // When
        fixture.receive(session, request("history", ""));
        fixture.store.pages.get(0).completeExceptionally(new TimeoutException());

        // Then
        assertThat(socket.last().path("code").asText()).isEqualTo("unavailable");
        assertThat(socket.last().path("ref").asText()).isEqualTo("r1");
    }

    @Test
    void shouldReadFewPagesAtATimeAndRefuseOnlyWhenTooManyWait() {
        // Given
        Session session = fixture.ready("alice", socket, GROUP);
        int most = SessionLimits.PAGES_UNDER_WAY + SessionLimits.WAITING_PAGES;

        // When
        IntStream.rangeClosed(0, most).forEach(i -> fixture.receive(session, request("history", "")));

        // Then
        assertThat(fixture.store.pages).hasSize(SessionLimits.PAGES_UNDER_WAY);
        assertThat(socket.types()).containsExactly("ready", "inbox", "rejected");
        assertThat(socket.last().path("code").asText()).isEqualTo("rate_limited");
        fixture.store.pages.get(0).complete(new HistoryPage(List.of(), 0, true, false));
        assertThat(fixture.store.pages).hasSize(SessionLimits.PAGES_UNDER_WAY + 1);
    }

    @Test
    void shouldReadNoPageWhileTheClientDoesNotReadItsAnswers() {
        // Given
        Session session = fixture.ready("alice", socket, GROUP);
        socket.writable = false;

        // When
        fixture.receive(session, request("history", ""));
        int meanwhile = fixture.store.pages.size();
        socket.writable = true;
        session.writable();

        // Then
        assertThat(meanwhile).isZero();
        assertThat(fixture.store.pages).hasSize(1);
    }

    @Test
    void shouldPutSignalsIntoTheLogWhenAMemberAsks() {
        // Given
        Session session = fixture.ready("alice", socket, GROUP);

        // When
        fixture.receive(session, request("open", ""));
        fixture.receive(session, request("read", ",\"sequence\":3"));
        fixture.receive(session, request("close", ""));
        fixture.receive(session, request("close", ""));

        // Then
        assertThat(fixture.signals.values())
                .extracting(signal -> signal.getBody().getClass().getSimpleName())
                .containsExactly("Open", "Close");
        assertThat(fixture.signals.values().get(0).getBody()).isEqualTo(new Open());
        assertThat(fixture.readMarks.values()).extracting(Signal::getBody).containsExactly(new Read(3L));
        assertThat(socket.types()).containsExactly("ready", "inbox");
    }

    @Test
    void shouldCloseOnlyWhenTenTextsInARowAreNoObjects() {
        // Given
        Session session = fixture.ready("alice", socket, GROUP);

        // When
        IntStream.range(0, 9).forEach(i -> fixture.receive(session, "nonsense"));
        IntStream.range(0, 20).forEach(i -> fixture.receive(session, "{\"type\":\"shout\"}"));
        IntStream.range(0, 9).forEach(i -> fixture.receive(session, "nonsense"));
        CloseReason before = socket.closed;
        fixture.receive(session, "nonsense");
        fixture.receive(session, "{\"type\":\"ping\"}");

        // Then
        assertThat(before).isNull();
        assertThat(socket.closed).isEqualTo(CloseReason.BAD_FRAMES);
        assertThat(socket.last().path("type").asText()).isEqualTo("rejected");
    }

    @Test
    void shouldPingAndGiveUpWhenTheClientIsSilent() {
        // Given
        Session session = fixture.ready("alice", socket);

        // When
        fixture.pass(session, Duration.ofSeconds(10));
        int pings = socket.pings;
        session.liveness().heard(fixture.nanos);
        fixture.pass(session, Duration.ofMillis(14_900));
        CloseReason before = socket.closed;
        fixture.pass(session, Duration.ofMillis(100));

        // Then
        assertThat(pings).isEqualTo(1);
        assertThat(before).isNull();
        assertThat(socket.closed).isEqualTo(CloseReason.SILENT);
    }

    @Test
    void shouldNotBlameTheClientWhenItIsWeWhoDoNotRead() {
        // Given
        Session session = fixture.ready("alice", socket);
        socket.pause(PauseReason.LOG);

        // When
        fixture.pass(session, Duration.ofSeconds(20));

        // Then
        assertThat(socket.closed).isNull();
    }

    @Test
    void shouldCloseWhenTheTokenExpires() {
        // Given
        Session session = fixture.ready("alice", socket);

        // When
        session.check(fixture.nanos, SessionFixture.EXPIRY.minusMillis(1));
        CloseReason before = socket.closed;
        session.check(fixture.nanos, SessionFixture.EXPIRY);

        // Then
        assertThat(before).isNull();
        assertThat(socket.closed).isEqualTo(CloseReason.TOKEN_EXPIRED);
    }

    @Test
    void shouldCloseWhenTheClientReadsTooSlowly() {
        // Given
        fixture.ready("alice", socket, GROUP);
        socket.unsentBytes = 1_001;

        // When
        fixture.event(message(GROUP, 11), "alice");
        fixture.event(message(GROUP, 12), "alice");

        // Then
        assertThat(socket.closed).isEqualTo(CloseReason.TOO_SLOW);
        assertThat(socket.types()).containsExactly("ready", "inbox", "event");
    }

    @Test
    void shouldCloseWhenNothingIsUnderWayWhenItDrains() {
        // Given
        Session session = fixture.ready("alice", socket, GROUP);
        fixture.commands.hold();
        fixture.receive(session, command("send", "\"content\":\"x\""));

        // When
        fixture.sessions.drain("going");
        CloseReason before = socket.closed;
        fixture.commands.acknowledge();

        // Then
        assertThat(before).isNull();
        assertThat(socket.closed).isEqualTo(CloseReason.GOING_AWAY);
        assertThat(socket.types()).containsExactly("ready", "inbox", "goaway", "accepted");
        JsonNode goaway = socket.frames.get(2);
        assertThat(goaway.path("reconnectAfterMs").asLong()).isBetween(500L, 5_500L);
    }

    @Test
    void shouldSendAClientAwayUnannouncedWhenItsHandshakeEndsAfterTheDrainBegan() {
        // Given
        fixture.sessions.drain("going");

        // When
        Session late = fixture.connect("alice", socket);
        fixture.sessions.close(late);

        // Then
        assertThat(socket.types()).containsExactly("goaway");
        assertThat(socket.closed).isEqualTo(CloseReason.GOING_AWAY);
        assertThat(fixture.changes.values()).isEmpty();
        assertThat(fixture.registry.isEmpty()).isTrue();
    }

    @Test
    void shouldGetTheEntryAndThenEverythingWhenTheUserIsAdded() {
        // Given
        fixture.ready("alice", socket);

        // When
        fixture.event(message(GROUP, 8), "alice");
        fixture.deliver(new InboxDelivery("alice", null, 0L, false, true, List.of(entry(GROUP, 8)), null, false));
        fixture.event(event(GROUP, 9, new Added(List.of("alice"))), "alice");
        fixture.event(message(GROUP, 10), "alice");

        // Then
        assertThat(socket.types()).containsExactly("ready", "inbox", "inbox", "event", "event");
    }

    @Test
    void shouldEncodeAnEventOnceAndShareItsBytesAmongAllSessions() {
        // Given
        FakeSocket second = new FakeSocket();
        FakeSocket third = new FakeSocket();
        fixture.ready("alice", socket, GROUP);
        fixture.ready("alice", second, GROUP);
        fixture.ready("bob", third, GROUP);

        // When
        fixture.dispatcher.deliver(new Delivery(new EventDelivery(message(GROUP, 11), List.of("alice"), false)));
        fixture.dispatcher.deliver(
                new Delivery(new EventDelivery(message(GROUP, 11), List.of("bob", "nobody"), false)));
        fixture.dispatcher.endOfBatch();

        // Then
        assertThat(List.of(socket, second, third))
                .allSatisfy(each ->
                        assertThat(each.last().path("sequence").asLong()).isEqualTo(11));
        assertThat(second.lastBytes).isSameAs(socket.lastBytes);
        assertThat(third.lastBytes).isSameAs(socket.lastBytes);
    }
}
