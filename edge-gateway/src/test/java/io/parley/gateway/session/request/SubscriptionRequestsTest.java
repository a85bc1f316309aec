package io.parley.gateway.session.request;

import io.parley.avro.Close;
import io.parley.avro.InboxDelivery;
import io.parley.avro.InboxEntry;
import io.parley.avro.Open;
import io.parley.avro.PresenceChange;
import io.parley.avro.PresenceStatus;
import io.parley.avro.ReadDelivery;
import io.parley.avro.Removed;
import io.parley.avro.RequestRefused;
import io.parley.avro.SessionChange;
import io.parley.avro.Signal;
import io.parley.avro.Typing;
import io.parley.avro.TypingDelivery;
import io.parley.gateway.session.FakeSocket;
import io.parley.gateway.session.Session;
import io.parley.gateway.session.SessionFixture;
import io.parley.gateway.session.connection.SessionLimits;
import io.parley.protocol.CloseReason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

import static io.parley.gateway.session.SessionFixture.GROUP;
import static io.parley.gateway.session.SessionFixture.OTHER_GROUP;
import static io.parley.gateway.session.SessionFixture.entry;
import static io.parley.gateway.session.SessionFixture.event;
import static io.parley.gateway.session.SessionFixture.message;
import static io.parley.gateway.session.SessionFixture.opened;
import static io.parley.gateway.session.SessionFixture.request;
import static org.assertj.core.api.Assertions.assertThat;

/** The signals of a session's open conversations, and their deliveries to the session. */
class SubscriptionRequestsTest {

    private static final Open OPEN = new Open();
    private static final Close CLOSE = new Close();

    private final SessionFixture fixture = new SessionFixture();
    private final FakeSocket socket = new FakeSocket();
    private Session session;

    @BeforeEach
    void connect() {
        session = fixture.ready("alice", socket, GROUP, OTHER_GROUP);
        socket.frames.clear();
    }

    @AfterEach
    void shouldHaveGivenEveryFrameBack() {
        assertThat(fixture.leakedBytes()).isZero();
    }

    @Test
    void shouldCloseWhatItHasOpenWhenTheSessionEnds() {
        // Given
        open(GROUP, false);
        fixture.receive(session, request("open", "").replace(GROUP, OTHER_GROUP));

        // When
        fixture.sessions.close(session);
        fixture.sessions.close(session);

        // Then
        assertThat(fixture.signals.values()).extracting(Signal::getBody).containsExactly(OPEN, OPEN, CLOSE, CLOSE);
        assertThat(fixture.signals.values().subList(2, 4))
                .extracting(Signal::getConversationId)
                .containsExactlyInAnyOrder(GROUP, OTHER_GROUP);
        assertThat(fixture.signals.values()).allSatisfy(signal -> {
            assertThat(signal.getSessionId()).isEqualTo(session.identity().sessionId());
            assertThat(signal.getEpoch()).isEqualTo(1);
        });
    }

    @Test
    void shouldCloseNothingTwiceWhenTheClientClosedItOrLeft() {
        // Given
        open(GROUP, false);
        open(OTHER_GROUP, false);

        // When
        fixture.receive(session, request("close", ""));
        fixture.event(event(OTHER_GROUP, 11, new Removed(List.of("alice"), null)), "alice");
        fixture.sessions.close(session);

        // Then
        assertThat(fixture.signals.values()).extracting(Signal::getBody).containsExactly(OPEN, OPEN, CLOSE);
    }

    @Test
    void shouldOpenWhenTheClientReadsAgainAndCloseBehindIt() {
        // Given
        socket.writable = false;

        // When
        fixture.receive(session, request("open", ""));
        fixture.receive(session, request("close", ""));
        fixture.receive(session, request("close", ""));
        assertThat(fixture.signals.values()).isEmpty();
        socket.writable = true;
        session.writable();

        // Then
        assertThat(fixture.signals.values()).extracting(Signal::getBody).containsExactly(OPEN, CLOSE);
    }

    @Test
    void shouldOpenAFewAtATimeAndTheNextWithEachAnswer() {
        // When
        for (int i = 0; i < SessionLimits.OPENS_UNDER_WAY + 3; i++) {
            String group = GROUP.substring(0, GROUP.length() - 2) + (10 + i);
            fixture.deliver(new InboxDelivery(
                    "alice", null, 0L, false, false, List.of(SessionFixture.entry(group)), null, false));
            fixture.receive(session, request("open", "").replace(GROUP, group));
        }

        // Then
        assertThat(fixture.signals.values()).hasSize(SessionLimits.OPENS_UNDER_WAY);
        String first = fixture.signals.values().get(0).getConversationId();
        fixture.deliver(SessionFixture.opened(session, first, 10, false, "alice"));
        assertThat(fixture.signals.values()).hasSize(SessionLimits.OPENS_UNDER_WAY + 1);
    }

    @Test
    void shouldOpenAgainWhenAnswersToClosedOpensWereLostWithTheEpoch() {
        // Given
        List<InboxEntry> entries = new ArrayList<>();
        for (int i = 0; i < SessionLimits.OPENS_UNDER_WAY; i++) {
            String group = GROUP.substring(0, GROUP.length() - 2) + (10 + i);
            entries.add(SessionFixture.entry(group));
            fixture.deliver(new InboxDelivery(
                    "alice", null, 0L, false, false, List.of(SessionFixture.entry(group)), null, false));
            fixture.receive(session, request("open", "").replace(GROUP, group));
            fixture.receive(session, request("close", "").replace(GROUP, group));
        }
        entries.add(SessionFixture.entry(GROUP));
        int before = fixture.signals.values().size();
        fixture.receive(session, request("open", ""));
        assertThat(fixture.signals.values()).hasSize(before);

        // When
        fixture.epoch = 2;
        fixture.sessions.announceAgain();
        fixture.wholeInbox(session, true, entries.toArray(InboxEntry[]::new));

        // Then
        assertThat(fixture.signals.values()).hasSize(before + 1);
        assertThat(fixture.signals.values()).last().satisfies(signal -> {
            assertThat(signal.getBody()).isEqualTo(OPEN);
            assertThat(signal.getConversationId()).isEqualTo(GROUP);
        });
    }

    @Test
    void shouldRejectAnOpenWhenTooManyWaitForTheClientToRead() {
        // Given
        socket.writable = false;
        for (int i = 0; i < SessionLimits.WAITING_OPENS; i++) {
            fixture.receive(session, request("open", ""));
        }
        assertThat(socket.frames).isEmpty();

        // When
        fixture.receive(session, request("open", ""));

        // Then
        assertThat(socket.last().path("code").asText()).isEqualTo("rate_limited");
        assertThat(socket.last().path("retryAfterMs").asLong()).isPositive();
    }

    @Test
    void shouldAppendItsClosesAgainWhenTheLogWasDownAtTheEnd() {
        // Given
        open(GROUP, false);
        fixture.signals.fail(new TimeoutException());
        fixture.sessions.close(session);

        // When
        fixture.announcer.retry();
        fixture.signals.fail(null);
        fixture.announcer.retry();
        fixture.announcer.retry();

        // Then
        assertThat(fixture.signals.values()).extracting(Signal::getBody).containsExactly(OPEN, CLOSE, CLOSE, CLOSE);
    }

    @Test
    void shouldAppendACloseAgainWhenTheLogDidNotAcceptIt() {
        // Given
        open(GROUP, false);
        fixture.signals.fail(new TimeoutException());
        fixture.receive(session, request("close", ""));

        // When
        fixture.pass(session, Duration.ofSeconds(1));
        fixture.signals.fail(null);
        fixture.pass(session, Duration.ofSeconds(1));
        fixture.pass(session, Duration.ofSeconds(1));

        // Then
        assertThat(fixture.signals.values()).extracting(Signal::getBody).containsExactly(OPEN, CLOSE, CLOSE, CLOSE);
    }

    @Test
    void shouldAppendACloseAgainFromTheAnnouncerWhenItFailsAfterTheEnd() {
        // Given
        open(GROUP, false);
        fixture.signals.hold();
        fixture.receive(session, request("close", ""));
        fixture.sessions.close(session);

        // When
        fixture.signals.fail(new TimeoutException());
        fixture.signals.acknowledge();
        fixture.signals.fail(null);
        fixture.announcer.retry();

        // Then
        assertThat(fixture.signals
                        .values()
                        .get(fixture.signals.values().size() - 1)
                        .getBody())
                .isEqualTo(CLOSE);
    }

    @Test
    void shouldCloseAnOpenThatWasRefusedButMayBeInTheLog() {
        // Given
        fixture.signals.fail(new TimeoutException());
        fixture.receive(session, request("open", ""));

        // When
        fixture.signals.fail(null);
        fixture.pass(session, Duration.ofSeconds(1));

        // Then
        assertThat(socket.last().path("code").asText()).isEqualTo("unavailable");
        assertThat(fixture.signals.values()).extracting(Signal::getBody).containsExactly(OPEN, CLOSE);
    }

    @Test
    void shouldOpenWhatIsOpenAnewWhenTheEpochChanges() {
        // Given
        open(GROUP, false);
        open(OTHER_GROUP, false);
        fixture.receive(session, request("close", "").replace(GROUP, OTHER_GROUP));
        socket.frames.clear();
        fixture.epoch = 2;

        // When
        fixture.sessions.announceAgain();
        fixture.wholeInbox(session, true, entry(GROUP, 30), entry(OTHER_GROUP));
        fixture.wholeInbox(session, true, entry(GROUP, 30), entry(OTHER_GROUP));
        fixture.deliver(opened(session, GROUP, 31, false));
        fixture.deliver(opened(session, GROUP, 31, false));
        fixture.deliver(new ReadDelivery(GROUP, Map.of("bob", 4L), List.of("alice")));

        // Then
        List<Signal> signals = fixture.signals.values();
        assertThat(signals).extracting(Signal::getBody).containsExactly(OPEN, OPEN, CLOSE, OPEN);
        assertThat(signals.get(3).getConversationId()).isEqualTo(GROUP);
        assertThat(signals.get(3).getEpoch()).isEqualTo(2);
        assertThat(socket.types()).containsExactly("inbox", "inbox", "opened", "read");
        assertThat(socket.frames.get(2).path("head").asLong()).isEqualTo(31);
    }

    @Test
    void shouldOpenAnewAgainWhenTheLogDidNotTakeIt() {
        // Given
        open(GROUP, false);
        fixture.epoch = 2;
        fixture.signals.fail(new TimeoutException());
        fixture.sessions.announceAgain();
        fixture.wholeInbox(session, true, entry(GROUP, 30));

        // When
        fixture.signals.fail(null);
        fixture.pass(session, Duration.ofSeconds(1));
        fixture.deliver(opened(session, GROUP, 31, false));

        // Then
        assertThat(fixture.signals.values()).extracting(Signal::getBody).containsExactly(OPEN, OPEN, OPEN);
        assertThat(socket.types()).containsExactly("opened", "inbox", "opened");
    }

    @Test
    void shouldAnswerTheClientOnceWhenTheEpochChangedBeforeTheAnswer() {
        // Given
        fixture.receive(session, request("open", ""));
        fixture.epoch = 2;
        fixture.sessions.announceAgain();
        fixture.wholeInbox(session, true, entry(GROUP, 30));

        // When
        fixture.deliver(opened(session, GROUP, 31, false));

        // Then
        assertThat(fixture.signals.values()).extracting(Signal::getEpoch).containsExactly(1L, 2L);
        assertThat(socket.types()).containsExactly("inbox", "opened");
    }

    @Test
    void shouldForgetWhatTheFreshInboxNoLongerHas() {
        // Given
        fixture.receive(session, request("open", ""));
        fixture.deliver(opened(session, GROUP, 10, false, "bob"));
        fixture.epoch = 2;
        fixture.sessions.announceAgain();
        fixture.wholeInbox(session, true, entry(OTHER_GROUP));
        socket.frames.clear();

        // When
        fixture.deliver(new PresenceChange("bob", PresenceStatus.ONLINE, null, List.of()));
        fixture.deliver(new TypingDelivery(GROUP, "bob", List.of("alice"), false));

        // Then
        assertThat(fixture.signals.values()).hasSize(1);
        assertThat(socket.frames).isEmpty();
    }

    @Test
    void shouldSayNothingWhenItsOwnOpenIsRefused() {
        // Given
        open(GROUP, false);
        fixture.epoch = 2;
        fixture.sessions.announceAgain();
        fixture.wholeInbox(session, true, entry(GROUP, 30));
        socket.frames.clear();

        // When
        fixture.deliver(new RequestRefused(session.identity().sessionId(), "alice", GROUP, "not_a_member", "m", 0L));
        fixture.deliver(new TypingDelivery(GROUP, "bob", List.of("alice"), false));

        // Then
        assertThat(socket.frames).isEmpty();
    }

    @Test
    void shouldLetOneTypingThroughPerConversationAndThreeSeconds() {
        // When
        fixture.receive(session, request("typing", ""));
        fixture.receive(session, request("typing", ""));
        fixture.receive(session, request("typing", "").replace(GROUP, OTHER_GROUP));
        fixture.nanos += Duration.ofMillis(2_999).toNanos();
        fixture.receive(session, request("typing", ""));
        fixture.nanos += Duration.ofMillis(1).toNanos();
        fixture.receive(session, request("typing", ""));

        // Then
        assertThat(fixture.signals.values())
                .extracting(Signal::getConversationId)
                .containsExactly(GROUP, OTHER_GROUP, GROUP);
        assertThat(fixture.signals.values()).extracting(Signal::getBody).containsOnly(new Typing());
        assertThat(socket.frames).isEmpty();
    }

    @Test
    void shouldSendNoTypingInMoreConversationsThanItsBound() {
        // Given
        TypingThrottle pace = new TypingThrottle();
        for (int i = 0; i < SessionLimits.TYPING_CONVERSATIONS - 1; i++) {
            pace.isDue("c" + i, false, 0);
        }

        // When
        boolean last = pace.isDue("last", false, 0);
        boolean beyond = pace.isDue("beyond", false, 0);

        // Then
        assertThat(last).isTrue();
        assertThat(beyond).isFalse();
        assertThat(pace.isDue("beyond", false, Duration.ofSeconds(3).toNanos())).isTrue();
    }

    @Test
    void shouldRefuseTypingInAConversationThatTheUserIsNotIn() {
        // When
        fixture.receive(session, request("typing", "").replace(GROUP, "0190163d-8694-739b-aea5-966c26f8ad93"));

        // Then
        assertThat(socket.last().path("code").asText()).isEqualTo("not_a_member");
        assertThat(socket.last().path("ref").asText()).isEqualTo("r1");
        assertThat(fixture.signals.values()).isEmpty();
    }

    @Test
    void shouldNotNotifyTheTypingUser() {
        // Given
        open(GROUP, false);
        socket.frames.clear();

        // When
        fixture.deliver(new TypingDelivery(GROUP, "alice", List.of("alice", "bob"), false));
        fixture.deliver(new TypingDelivery(GROUP, "bob", List.of("alice", "bob"), false));

        // Then
        assertThat(socket.frames)
                .extracting(frame -> frame.path("userId").asText())
                .containsExactly("bob");
    }

    @Test
    void shouldSendALargeGroupsEventsOnlyWhileItIsOpen() {
        // Given
        fixture.eventIfOpen(message(GROUP, 11), "alice");
        open(GROUP, true);

        // When
        fixture.eventIfOpen(message(GROUP, 21), "alice");
        fixture.receive(session, request("close", ""));
        fixture.eventIfOpen(message(GROUP, 22), "alice");

        // Then
        assertThat(socket.types()).containsExactly("opened", "event");
        assertThat(socket.last().path("sequence").asLong()).isEqualTo(21);
        assertThat(socket.frames.get(0).has("reads")).isFalse();
    }

    @Test
    void shouldReadALargeGroupUpToItsKnownHead() {
        // When
        fixture.eventIfOpen(message(GROUP, 19), "alice");
        fixture.receive(session, request("history", ""));
        open(GROUP, true);
        fixture.receive(session, request("history", ""));
        fixture.eventIfOpen(message(GROUP, 25), "alice");
        fixture.receive(session, request("history", ""));
        fixture.deliver(new InboxDelivery("alice", null, 0L, false, true, List.of(entry(GROUP, 40)), null, false));
        fixture.receive(session, request("history", ""));

        // Then
        assertThat(fixture.store.queries).extracting(query -> query.head()).containsExactly(10L, 20L, 25L, 40L);
    }

    @ParameterizedTest
    @EnumSource(CloseReason.class)
    void shouldSayThatItsEndWasOrderlyWhenTheClientSaidGoodByeAndWasNotGivenUp(CloseReason reason) {
        // When
        session.fail(reason);
        session.closedByClient();
        fixture.sessions.close(session);

        // Then
        boolean givenUp = reason.isGivingUp();
        assertThat(lastChange().getOrderly()).isEqualTo(!givenUp);
    }

    @Test
    void shouldSayThatItsEndWasOrderlyWhenTheClientCloses() {
        // When
        session.closedByClient();
        fixture.sessions.close(session);

        // Then
        assertThat(lastChange().getOrderly()).isTrue();
    }

    @Test
    void shouldSayThatItsEndWasNotOrderlyWhenTheConnectionBroke() {
        // When
        fixture.sessions.close(session);

        // Then
        assertThat(lastChange().getOrderly()).isFalse();
    }

    private SessionChange lastChange() {
        List<SessionChange> changes = fixture.changes.values();
        return changes.get(changes.size() - 1);
    }

    private void open(String conversationId, boolean large) {
        fixture.receive(session, request("open", "").replace(GROUP, conversationId));
        fixture.deliver(opened(session, conversationId, 20, large));
    }
}
