package io.parley.gateway.delivery;

import io.parley.avro.ConversationKind;
import io.parley.avro.Created;
import io.parley.avro.Event;
import io.parley.avro.InboxDelivery;
import io.parley.avro.InboxEntry;
import io.parley.avro.Member;
import io.parley.avro.Outcome;
import io.parley.avro.OutcomeDelivery;
import io.parley.avro.Removed;
import io.parley.avro.Repeated;
import io.parley.avro.Role;
import io.parley.gateway.session.FakeSocket;
import io.parley.gateway.session.Session;
import io.parley.gateway.session.SessionFixture;
import io.parley.history.StoredEvent;
import io.parley.schemas.ConversationId;
import io.parley.schemas.UserId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import static io.parley.gateway.session.SessionFixture.GROUP;
import static io.parley.gateway.session.SessionFixture.event;
import static org.assertj.core.api.Assertions.assertThat;

/** A {@code create} of what is there already. */
class RepeatLookupTest {

    private static final String DIRECT =
            ConversationId.direct(new UserId("alice"), new UserId("bob")).toString();

    private final SessionFixture fixture = new SessionFixture();
    private final FakeSocket socket = new FakeSocket();

    @AfterEach
    void shouldHaveGivenEveryFrameBack() {
        assertThat(fixture.leakedBytes()).isZero();
    }

    @Test
    void shouldSayWhatItAnswersWhenASecondCreateIsAnsweredWithTheEventOfTheFirst() {
        // Given
        Session session = fixture.connect("alice", socket);
        fixture.wholeInbox(session, true, direct(1));

        // When
        fixture.deliver(new OutcomeDelivery(new Outcome(DIRECT, "alice", "second", new Repeated(1L, 1L))));
        fixture.store.event.complete(Optional.of(new StoredEvent(created(), OptionalLong.empty(), false)));

        // Then
        assertThat(socket.last().path("kind").asText()).isEqualTo("created");
        assertThat(socket.last().path("id").asText()).isEqualTo("id-1");
        assertThat(socket.last().path("answers").asText()).isEqualTo("second");
    }

    @ParameterizedTest
    @CsvSource({"alice, false", "bob, true"})
    void shouldSayWhatItAnswersOnlyWhenTheEventIsNotTheCommandsOwn(String creator, boolean says) {
        // Given
        Session session = fixture.connect("alice", socket);
        fixture.wholeInbox(session, true, direct(1));
        Event created = created();
        created.setSenderId(creator);

        // When
        fixture.deliver(new OutcomeDelivery(new Outcome(DIRECT, "alice", "id-1", new Repeated(1L, 1L))));
        fixture.store.event.complete(Optional.of(new StoredEvent(created, OptionalLong.empty(), false)));

        // Then
        assertThat(socket.last().path("kind").asText()).isEqualTo("created");
        assertThat(socket.last().has("answers")).isEqualTo(says);
    }

    @Test
    void shouldAnswerASecondCreateAfterTheStreamWhenThatHasNotBroughtTheFirst() {
        // Given
        fixture.ready("alice", socket);
        fixture.deliver(new OutcomeDelivery(new Outcome(DIRECT, "alice", "second", new Repeated(1L, 1L))));
        fixture.store.event.complete(Optional.of(new StoredEvent(created(), OptionalLong.empty(), false)));
        assertThat(socket.types()).containsExactly("ready", "inbox");

        // When
        fixture.deliver(new InboxDelivery("alice", null, 0L, false, true, List.of(direct(0)), null, false));
        fixture.event(created(), "alice", "bob");

        // Then
        assertThat(socket.types()).containsExactly("ready", "inbox", "inbox", "event", "event");
        assertThat(socket.last().path("answers").asText()).isEqualTo("second");
        assertThat(socket.last().path("sequence").asLong()).isEqualTo(1);
    }

    @Test
    void shouldLeaveARepeatedCreateToTheStreamWhenThatHasNotBroughtIt() {
        // Given
        fixture.ready("alice", socket);
        Event created = event(GROUP, 1, group());
        created.setSenderId("alice");
        fixture.deliver(new OutcomeDelivery(new Outcome(GROUP, "alice", "id-1", new Repeated(1L, 1L))));

        // When
        fixture.store.event.complete(Optional.of(new StoredEvent(created, OptionalLong.empty(), false)));
        fixture.event(created, "alice", "bob");

        // Then
        assertThat(socket.types()).containsExactly("ready", "inbox", "event");
        assertThat(socket.last().path("id").asText()).isEqualTo("id-1");
    }

    @Test
    void shouldRefuseARepeatedCreateWhenTheStreamDoesNotBringItSinceTheUserHasLeft() {
        // Given
        Session session = fixture.ready("alice", socket);
        Event created = event(GROUP, 1, group());
        created.setSenderId("alice");
        fixture.deliver(new OutcomeDelivery(new Outcome(GROUP, "alice", "id-1", new Repeated(1L, 1L))));
        fixture.store.event.complete(Optional.of(new StoredEvent(created, OptionalLong.empty(), false)));

        // When
        fixture.pass(session, Duration.ofSeconds(1));
        fixture.pass(session, Duration.ofSeconds(9));
        assertThat(socket.types()).doesNotContain("rejected");
        fixture.pass(session, Duration.ofSeconds(1));

        // Then
        assertThat(socket.last().path("code").asText()).isEqualTo("not_a_member");
        assertThat(socket.last().path("id").asText()).isEqualTo("id-1");
    }

    @Test
    void shouldRefuseNoRepeatedLeaveWhenTheStreamHasDeliveredIt() {
        // Given
        Session session = fixture.connect("alice", socket);
        fixture.wholeInbox(
                session,
                true,
                new InboxEntry(GROUP, ConversationKind.GROUP, "Lunch", 1L, 0L, 0, false, null, Instant.EPOCH, null));
        Event left = event(GROUP, 2, new Removed(List.of("alice"), null));
        left.setSenderId("alice");
        fixture.deliver(new OutcomeDelivery(new Outcome(GROUP, "alice", "id-2", new Repeated(2L, 2L))));
        fixture.store.event.complete(Optional.of(new StoredEvent(left, OptionalLong.empty(), false)));

        // When
        fixture.event(left, "alice");
        fixture.pass(session, Duration.ofSeconds(1));
        fixture.pass(session, Duration.ofSeconds(10));

        // Then
        assertThat(socket.types()).containsOnlyOnce("event").doesNotContain("rejected");
    }

    @Test
    void shouldGiveBackItsFramesWhenASessionEndsThatWaitsForItsStream() {
        // Given
        Session session = fixture.ready("alice", socket);
        fixture.deliver(new OutcomeDelivery(new Outcome(DIRECT, "alice", "second", new Repeated(1L, 1L))));
        fixture.store.event.complete(Optional.of(new StoredEvent(created(), OptionalLong.empty(), false)));

        // When
        fixture.sessions.close(session);

        // Then
        assertThat(fixture.leakedBytes()).isZero();
    }

    /** By bob, as all events of the fixture are. */
    private static Event created() {
        return event(DIRECT, 1, new Created(ConversationKind.DIRECT, members(), null));
    }

    private static Created group() {
        return new Created(ConversationKind.GROUP, members(), "Lunch");
    }

    private static List<Member> members() {
        return List.of(new Member("alice", Role.MEMBER), new Member("bob", Role.MEMBER));
    }

    private static InboxEntry direct(long head) {
        return new InboxEntry(DIRECT, ConversationKind.DIRECT, null, head, 0L, 0, false, "bob", Instant.EPOCH, null);
    }
}
