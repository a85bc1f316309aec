package io.parley.gateway.session;

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
import io.parley.avro.Repeated;
import io.parley.avro.Send;
import io.parley.avro.TargetStamp;
import io.parley.history.HistoryUnavailableException;
import io.parley.history.StoredEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
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
class EditTest {

    private static final TargetStamp STAMP = new TargetStamp("message", "bob", NOW, false);

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
    void shouldAppendReactionsAndTitlesAtOnce() {
        // When
        fixture.receive(session, command("react", "\"target\":5,\"reaction\":\"👍\",\"remove\":true"));
        fixture.receive(session, command("rename", "\"title\":\"new\""));

        // Then
        assertThat(bodies()).containsExactly(new React(5L, "👍", true), new Rename("new"));
        assertThat(socket.types()).containsExactly("accepted", "accepted");
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
                        new Edit(1L, "new", new TargetStamp("created", "bob", NOW, false)),
                        new Edit(6L, "new", new TargetStamp("message", "bob", NOW, true)));
    }

    @Test
    void shouldStampNothingWhenTheTargetIsAboveWhatTheSessionHasReached() {
        // Given
        stored(message(GROUP, 11));

        // When
        fixture.receive(session, edit(11));
        fixture.event(message(GROUP, 11), "alice");
        fixture.receive(session, edit(11));

        // Then
        assertThat(bodies()).containsExactly(new Edit(11L, "new", null), new Edit(11L, "new", STAMP));
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
    void shouldTellNothingOfConversationsThatTheUserIsNotIn() {
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
    void shouldKeepTheOrderOfAConversationAndHoldUpNoOtherWhenTheStoreIsSlow() {
        // Given
        stored(message(GROUP, 4));

        // When
        fixture.receive(session, edit(9));
        fixture.receive(session, command("send", "\"content\":\"after\""));
        fixture.receive(session, edit(4));
        fixture.receive(session, command("send", "\"content\":\"last\""));
        fixture.receive(session, command("send", "\"content\":\"other\"").replace(GROUP, OTHER_GROUP));
        List<Object> before = bodies();
        fixture.store.event.complete(Optional.of(new StoredEvent(message(GROUP, 9), OptionalLong.empty(), false)));

        // Then
        assertThat(before).containsExactly(text("other"));
        assertThat(bodies())
                .containsExactly(
                        text("other"),
                        new Edit(9L, "new", STAMP),
                        text("after"),
                        new Edit(4L, "new", STAMP),
                        text("last"));
        assertThat(socket.types()).hasSize(5).containsOnly("accepted");
    }

    @Test
    void shouldGoOnBehindACommandThatIsRefused() {
        // Given
        fixture.receive(session, edit(9));
        fixture.receive(session, command("send", "\"content\":\"after\""));

        // When
        fixture.store.event.complete(Optional.empty());

        // Then
        assertThat(bodies()).containsExactly(text("after"));
        assertThat(socket.types()).containsExactly("rejected", "accepted");
    }

    @Test
    void shouldTakeNoMoreCommandsThanItsBoundWhenTheyWait() {
        // When
        for (int i = 0; i < SessionLimits.WAITING_COMMANDS; i++) {
            fixture.receive(session, edit(9));
        }
        int atTheBound = socket.frames.size();
        fixture.receive(session, command("send", "\"content\":\"one more\""));

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
        session.drain("bye");
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
        fixture.receive(session, command("send", "\"content\":\"after\""));

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
        fixture.deliver(new OutcomeDelivery(new Outcome(GROUP, "alice", "c1", new Repeated(sequence))));
    }

    private void stored(Event event) {
        fixture.store.events.put(event.getSequence(), new StoredEvent(event, OptionalLong.empty(), false));
    }

    private List<Object> bodies() {
        return fixture.commands.values().stream().map(Command::getBody).toList();
    }

    private static Send text(String content) {
        return new Send(content, "text/plain", false, null);
    }

    private static String edit(long target) {
        return command("edit", "\"target\":" + target + ",\"content\":\"new\"");
    }
}
