package io.parley.gateway.session.request;

import io.parley.avro.Command;
import io.parley.avro.Created;
import io.parley.avro.Delete;
import io.parley.avro.Edit;
import io.parley.avro.Edited;
import io.parley.avro.Event;
import io.parley.avro.Message;
import io.parley.avro.Outcome;
import io.parley.avro.OutcomeDelivery;
import io.parley.avro.React;
import io.parley.avro.Removed;
import io.parley.avro.Rename;
import io.parley.avro.Renamed;
import io.parley.avro.Repeated;
import io.parley.avro.Send;
import io.parley.avro.TargetStamp;
import io.parley.gateway.session.FakeSocket;
import io.parley.gateway.session.Session;
import io.parley.gateway.session.SessionFixture;
import io.parley.gateway.session.connection.SessionLimits;
import io.parley.history.HistoryUnavailableException;
import io.parley.history.StoredEvent;
import io.parley.history.StoredReaction;
import io.parley.protocol.CloseReason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import static io.parley.gateway.session.SessionFixture.GROUP;
import static io.parley.gateway.session.SessionFixture.NOW;
import static io.parley.gateway.session.SessionFixture.OTHER_GROUP;
import static io.parley.gateway.session.SessionFixture.command;
import static io.parley.gateway.session.SessionFixture.event;
import static io.parley.gateway.session.SessionFixture.message;
import static org.assertj.core.api.Assertions.assertThat;

/** Commands about earlier events: what the gateway puts into them, and in which order they get into the log. */
class CommandRequestsTest {

    private static final TargetStamp STAMP = stamp("message", false, 10);

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
    void shouldStampEditsAndDeletionsWithWhatTheStoreSaysOfTheirTargets() {
        // Given
        stored(message(GROUP, 5));

        // When
        fixture.receive(session, edit(5));
        fixture.receive(session, command("delete", "\"target\":5"));

        // Then
        assertThat(bodies()).containsExactly(new Edit(5L, "new", STAMP), new Delete(5L, STAMP));
        assertThat(socket.types()).containsExactly("accepted", "accepted");
    }

    @Test
    void shouldStampReactionsAndAnswersWithWhatTheStoreSaysOfTheirTargets() {
        // Given
        List<StoredReaction> reactions = List.of(
                new StoredReaction("❤\uFE0F", List.of("carol", "alice")), new StoredReaction("👍", List.of("bob")));
        fixture.store.events.put(5L, new StoredEvent(message(GROUP, 5), OptionalLong.empty(), false, reactions));
        TargetStamp stamp = new TargetStamp("message", "bob", NOW, false, 10L, Map.of("❤", 2, "👍", 1), List.of("❤"));

        // When
        fixture.receive(session, command("react", "\"target\":5,\"reaction\":\"👍\",\"remove\":true"));
        fixture.receive(session, command("send", "\"content\":\"yes\",\"replyTo\":5"));
        fixture.receive(session, command("rename", "\"title\":\"new\""));

        // Then
        assertThat(bodies())
                .containsExactly(
                        new React(5L, "👍", true, stamp),
                        new Send("yes", "text/plain", false, 5L, stamp),
                        new Rename("new"));
        assertThat(socket.types()).containsExactly("accepted", "accepted", "accepted");
    }

    @Test
    void shouldAskNoStoreWhenTheMessageHasPassedLately() {
        // Given
        fixture.event(message(GROUP, 11), "alice");
        fixture.event(event(GROUP, 12, new Message("aGk=", "text/plain", true, null)), "alice");

        // When
        fixture.receive(session, edit(11));
        fixture.receive(session, command("delete", "\"target\":11"));
        fixture.receive(session, command("react", "\"target\":11,\"reaction\":\"👍\""));
        fixture.receive(session, command("send", "\"content\":\"yes\",\"replyTo\":11"));
        fixture.receive(session, edit(12));

        // Then
        TargetStamp passed = stamp("message", false, 11);
        assertThat(bodies())
                .containsExactly(
                        new Edit(11L, "new", passed),
                        new Delete(11L, passed),
                        new React(11L, "👍", false, passed),
                        new Send("yes", "text/plain", false, 11L, passed));
        assertThat(socket.last().path("code").asText()).as("no base64").isEqualTo("bad_frame");
        assertThat(fixture.store.targets).isEmpty();
        assertThat(stampedFrom("recent")).isEqualTo(5);
    }

    @Test
    void shouldAskTheStoreWhenAnotherKindOfEventHasPassed() {
        // Given
        fixture.event(event(GROUP, 11, new Renamed("new")), "alice");

        // When
        fixture.receive(session, edit(11));

        // Then
        assertThat(fixture.store.targets).containsExactly(11L);
        assertThat(stampedFrom("store")).isEqualTo(1);
    }

    @Test
    void shouldSayWhatTheTargetIsWhenItIsNoMessageOrWasDeleted() {
        // Given
        stored(event(GROUP, 1, new Created()));
        fixture.store.events.put(6L, new StoredEvent(message(GROUP, 6), OptionalLong.empty(), true));

        // When
        fixture.receive(session, edit(1));
        fixture.receive(session, edit(6));

        // Then
        assertThat(bodies())
                .containsExactly(
                        new Edit(1L, "new", stamp("created", false, 10)),
                        new Edit(6L, "new", stamp("message", true, 10)));
    }

    @Test
    void shouldStampNothingWhenNobodyHereWasShownTheTarget() {
        // Given
        stored(message(GROUP, 11));

        // When
        fixture.receive(session, edit(11));
        fixture.event(message(GROUP, 11), "alice");
        fixture.receive(session, edit(11));

        // Then
        assertThat(bodies())
                .containsExactly(new Edit(11L, "new", null), new Edit(11L, "new", stamp("message", false, 11)));
        assertThat(stampedFrom("none")).isEqualTo(1);
    }

    @Test
    void shouldWaitForTheStoreAndSayUnavailableWhenItStaysBehind() {
        // Given
        fixture.receive(session, edit(9));
        int before = socket.frames.size();

        // When
        fixture.store.event.complete(Optional.empty());

        // Then
        assertThat(before).isZero();
        assertThat(fixture.store.lastWait).isEqualTo(Duration.ofSeconds(2));
        assertThat(fixture.commands.values()).isEmpty();
        assertThat(socket.last().path("code").asText()).isEqualTo("unavailable");
        assertThat(socket.last().path("id").asText()).isEqualTo("c1");
        assertThat(socket.last().path("retryAfterMs").asLong()).isPositive();
    }

    @Test
    void shouldSayUnavailableWhenTheStoreIsAway() {
        // Given
        fixture.receive(session, edit(9));

        // When
        fixture.store.event.completeExceptionally(new HistoryUnavailableException("away", null));

        // Then
        assertThat(socket.last().path("code").asText()).isEqualTo("unavailable");
    }

    @Test
    void shouldRevealNothingOfConversationsThatTheUserIsNotIn() {
        // Given
        stored(message(GROUP, 5));
        fixture.event(event(GROUP, 11, new Removed(List.of("alice"), null)), "alice");

        // When
        fixture.receive(session, edit(5));
        fixture.receive(session, command("delete", "\"target\":5"));

        // Then
        assertThat(fixture.commands.values()).isEmpty();
        assertThat(socket.frames.subList(1, 3))
                .extracting(frame -> frame.path("code").asText())
                .containsExactly("not_a_member", "not_a_member");
    }

    @Test
    void shouldRefuseTextThatIsNotBase64WhenTheMessageIsEncrypted() {
        // Given
        stored(event(GROUP, 5, new Message("aGk=", "text/plain", true, null)));

        // When
        fixture.receive(session, edit(5).replace("new", "no base64"));
        fixture.receive(session, edit(5).replace("new", "aGk="));

        // Then
        assertThat(socket.frames.get(0).path("code").asText()).isEqualTo("bad_frame");
        assertThat(bodies()).containsExactly(new Edit(5L, "aGk=", STAMP));
    }

    @Test
    void shouldHoldUpOnlyWhatNamesTheSameTargetWhenTheStoreIsSlow() {
        // Given
        fixture.event(message(GROUP, 11), "alice");

        // When
        fixture.receive(session, edit(9));
        fixture.receive(session, command("send", "\"content\":\"after\""));
        fixture.receive(session, edit(11));
        fixture.receive(session, command("delete", "\"target\":9"));
        fixture.receive(session, command("send", "\"content\":\"last\""));
        List<Object> before = bodies();
        fixture.store.event.complete(Optional.of(new StoredEvent(message(GROUP, 9), OptionalLong.empty(), false)));

        // Then
        assertThat(before)
                .containsExactly(text("after"), new Edit(11L, "new", stamp("message", false, 11)), text("last"));
        TargetStamp looked = stamp("message", false, 11);
        assertThat(bodies().subList(3, 5)).containsExactly(new Edit(9L, "new", looked), new Delete(9L, looked));
        assertThat(fixture.store.targets).as("asked once").containsExactly(9L);
        assertThat(socket.types()).hasSize(6).containsOnly("event", "accepted");
    }

    @Test
    void shouldRefuseAllThatNameTheSameTargetWhenTheStoreCannotSay() {
        // Given
        fixture.receive(session, edit(9));
        fixture.receive(session, command("delete", "\"target\":9"));
        fixture.receive(session, command("send", "\"content\":\"after\""));

        // When
        fixture.store.event.complete(Optional.empty());

        // Then
        assertThat(bodies()).containsExactly(text("after"));
        assertThat(socket.types()).containsExactly("accepted", "rejected", "rejected");
    }

    @Test
    void shouldAskTheStoreAboutNoMoreTargetsThanItsBoundAtATime() {
        // Given
        fixture.event(message(GROUP, 100), "alice");

        // When
        for (int i = 0; i <= SessionLimits.LOOK_UPS_UNDER_WAY; i++) {
            fixture.receive(session, edit(20 + i));
        }
        int atTheBound = fixture.store.targets.size();
        fixture.store.event.complete(Optional.of(new StoredEvent(message(GROUP, 20), OptionalLong.empty(), false)));

        // Then
        assertThat(atTheBound).isEqualTo(SessionLimits.LOOK_UPS_UNDER_WAY);
        assertThat(fixture.store.targets).hasSize(SessionLimits.LOOK_UPS_UNDER_WAY + 1);
        assertThat(bodies()).hasSize(SessionLimits.LOOK_UPS_UNDER_WAY + 1);
    }

    @Test
    void shouldTakeNoMoreCommandsThanItsBoundWhenTheyWait() {
        // When
        for (int i = 0; i < SessionLimits.WAITING_COMMANDS; i++) {
            fixture.receive(session, edit(9));
        }
        int atTheBound = socket.frames.size();
        fixture.receive(session, edit(9));

        // Then
        assertThat(atTheBound).isZero();
        assertThat(socket.last().path("code").asText()).isEqualTo("rate_limited");
        assertThat(socket.last().path("retryAfterMs").asLong()).isPositive();
    }

    @Test
    void shouldCloseOnlyWhenWhatWaitsIsInTheLogWhenItIsSentAway() {
        // Given
        fixture.receive(session, edit(9));

        // When
        fixture.drain(session, "bye");
        CloseReason before = socket.closed;
        fixture.store.event.complete(Optional.of(new StoredEvent(message(GROUP, 9), OptionalLong.empty(), false)));

        // Then
        assertThat(before).isNull();
        assertThat(socket.types()).containsExactly("goaway", "accepted");
        assertThat(socket.closed).isEqualTo(CloseReason.GOING_AWAY);
    }

    @Test
    void shouldAppendNothingMoreWhenTheConnectionIsGone() {
        // Given
        fixture.receive(session, edit(9));
        fixture.receive(session, command("delete", "\"target\":9"));

        // When
        fixture.sessions.close(session);
        fixture.store.event.complete(Optional.of(new StoredEvent(message(GROUP, 9), OptionalLong.empty(), false)));

        // Then
        assertThat(fixture.commands.values()).isEmpty();
    }

    @Test
    void shouldAnswerARepeatedEditWithTheTextThatItsMessageHasNow() {
        // Given
        StoredEvent edited = new StoredEvent(event(GROUP, 7, new Edited(5L, "")), OptionalLong.empty(), false);
        fixture.store.events.put(7L, edited);
        stored(event(GROUP, 5, new Message("newest", "text/plain", false, null)));

        // When
        repeated(7);

        // Then
        assertThat(fixture.store.throughs)
                .as("read after the head of the decision")
                .startsWith(9L);
        assertThat(socket.last().path("kind").asText()).isEqualTo("edited");
        assertThat(socket.last().path("sequence").asLong()).isEqualTo(7);
        assertThat(socket.last().path("content").asText()).isEqualTo("newest");
    }

    @Test
    void shouldAnswerARepeatedEditWithoutTextWhenItsMessageIsGone() {
        // Given
        StoredEvent edited = new StoredEvent(event(GROUP, 7, new Edited(5L, "")), OptionalLong.empty(), false);
        fixture.store.events.put(7L, edited);
        fixture.store.events.put(5L, new StoredEvent(message(GROUP, 5), OptionalLong.empty(), true));

        // When
        repeated(7);

        // Then
        assertThat(socket.last().path("target").asLong()).isEqualTo(5);
        assertThat(socket.last().has("content")).isFalse();
    }

    @Test
    void shouldAnswerARepeatedMessageWithoutTextWhenItWasDeleted() {
        // Given
        fixture.store.events.put(5L, new StoredEvent(message(GROUP, 5), OptionalLong.of(6), true));

        // When
        repeated(5);

        // Then
        assertThat(socket.last().path("deleted").asBoolean()).isTrue();
        assertThat(socket.last().has("content")).isFalse();
    }

    private void repeated(long sequence) {
        fixture.deliver(new OutcomeDelivery(new Outcome(GROUP, "alice", "c1", new Repeated(sequence, 9L))));
    }

    private void stored(Event event) {
        fixture.store.events.put(event.getSequence(), new StoredEvent(event, OptionalLong.empty(), false));
    }

    private double stampedFrom(String source) {
        return fixture.meters
                .counter("parley.gateway.targets", "source", source)
                .count();
    }

    private static TargetStamp stamp(String kind, boolean deleted, long readUpTo) {
        return new TargetStamp(kind, "bob", NOW, deleted, readUpTo, Map.of(), List.of());
    }

    private List<Object> bodies() {
        return fixture.commands.values().stream().map(Command::getBody).toList();
    }

    private static Send text(String content) {
        return new Send(content, "text/plain", false, null, null);
    }

    private static String edit(long target) {
        return command("edit", "\"target\":" + target + ",\"content\":\"new\"");
    }
}
