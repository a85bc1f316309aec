package io.parley.gateway.session.preference;

import io.parley.avro.BlockChange;
import io.parley.avro.Command;
import io.parley.avro.ConversationKind;
import io.parley.avro.InboxDelivery;
import io.parley.avro.InboxEntry;
import io.parley.avro.Member;
import io.parley.avro.Message;
import io.parley.avro.Mute;
import io.parley.avro.MuteChange;
import io.parley.avro.OpenedDelivery;
import io.parley.avro.PreferenceChange;
import io.parley.avro.Preferences;
import io.parley.avro.PreferencesDelivery;
import io.parley.avro.PresenceChange;
import io.parley.avro.PresenceStatus;
import io.parley.avro.ReadDelivery;
import io.parley.avro.Role;
import io.parley.avro.Signal;
import io.parley.avro.Typing;
import io.parley.avro.TypingDelivery;
import io.parley.avro.Watch;
import io.parley.avro.WithheldDelivery;
import io.parley.gateway.session.FakeSocket;
import io.parley.gateway.session.Session;
import io.parley.gateway.session.SessionFixture;
import io.parley.protocol.PreferenceLimits;
import io.parley.schemas.ConversationId;
import io.parley.schemas.UserId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

import static io.parley.gateway.session.SessionFixture.GROUP;
import static io.parley.gateway.session.SessionFixture.entry;
import static io.parley.gateway.session.SessionFixture.event;
import static org.assertj.core.api.Assertions.assertThat;

/** What a session does with its user's preferences. */
class BlocksAndMutesTest {

    private static final String DIRECT =
            ConversationId.direct(new UserId("alice"), new UserId("bob")).toString();
    private static final String BLOCK = "{\"type\":\"block\",\"ref\":\"r\",\"userId\":\"bob\"}";

    private final SessionFixture fixture = new SessionFixture();
    private final FakeSocket socket = new FakeSocket();
    private Session session;

    @BeforeEach
    void connect() {
        session = fixture.connect("alice", socket);
        fixture.wholeInbox(session, true, entry(GROUP, 5), direct(3));
        socket.frames.clear();
    }

    @Test
    void shouldBeReadyWithTheListThatCameBeforeTheInbox() {
        // Given
        FakeSocket second = new FakeSocket();
        Session laptop = fixture.connect("alice", second);

        // When
        fixture.deliver(new PreferencesDelivery(
                laptop.identity().sessionId(),
                fixture.epoch,
                new Preferences("alice", List.of("bob"), List.of(new Mute(GROUP, null)))));
        fixture.wholeInbox(laptop, true, entry(GROUP));

        // Then
        assertThat(second.types()).containsExactly("ready", "inbox");
        assertThat(second.frames.get(0).path("blocked"))
                .extracting(each -> each.asText())
                .containsExactly("bob");
        assertThat(second.last().at("/conversations/0/muted").asBoolean()).isTrue();
        assertThat(socket.frames).isEmpty();
    }

    @Test
    void shouldForgetTheListWhenNoneComesBeforeTheInboxOfTheNextEpoch() {
        // Given
        blocked("bob");
        fixture.epoch = 2;
        fixture.sessions.announceAgain();

        // When
        fixture.wholeInbox(session, true, entry(GROUP), direct(3));
        fixture.receive(session, send());

        // Then
        assertThat(fixture.commands.values()).last().matches(command -> !command.getPeerBlocked());
    }

    @Test
    void shouldAppendABlockAndShowTheListWhenTheOwnerAnswers() {
        // When
        fixture.receive(session, BLOCK);

        // Then
        assertThat(fixture.preferenceChanges.values())
                .containsExactly(new PreferenceChange("alice", new BlockChange("bob", false)));
        assertThat(socket.frames).isEmpty();
        blocked("bob");
        assertThat(socket.types()).containsExactly("blocked");
        blocked("bob");
        assertThat(socket.types()).containsExactly("blocked");
    }

    @Test
    void shouldStampWhatGoesToABlockedUserFromTheFrameOn() {
        // When
        fixture.receive(session, send());
        fixture.receive(session, BLOCK);
        fixture.receive(session, send());
        fixture.receive(session, SessionFixture.command("send", "\"content\":\"x\""));

        // Then
        assertThat(fixture.commands.values())
                .extracting(Command::getPeerBlocked)
                .containsExactly(false, true, false);
    }

    @Test
    void shouldGoOnStampingWhenTheAnswerToAnotherBlockComesFirst() {
        // Given
        fixture.receive(session, "{\"type\":\"block\",\"userId\":\"eve\"}");
        fixture.receive(session, BLOCK);

        // When
        blocked("eve");
        fixture.receive(session, send());

        // Then
        assertThat(fixture.commands.values()).singleElement().matches(Command::getPeerBlocked);
    }

    @Test
    void shouldShowAListThatChangedWhileTheGatewaysLeaseWasLost() {
        // Given
        blocked("bob");
        socket.frames.clear();
        fixture.epoch = 2;
        fixture.sessions.announceAgain();

        // When
        fixture.deliver(new PreferencesDelivery(
                session.identity().sessionId(),
                fixture.epoch,
                new Preferences("alice", List.of("bob", "eve"), List.of())));
        fixture.wholeInbox(session, true, entry(GROUP), direct(3));

        // Then
        assertThat(socket.types()).containsExactly("blocked", "inbox");
        assertThat(socket.frames.get(0).path("userIds")).hasSize(2);
    }

    @Test
    void shouldNotStampWhenTheBlockIsNotInTheLog() {
        // Given
        fixture.preferenceChanges.fail(new TimeoutException());

        // When
        fixture.receive(session, BLOCK);
        fixture.receive(session, send());

        // Then
        assertThat(socket.frames.get(0).path("code").asText()).isEqualTo("unavailable");
        assertThat(socket.frames.get(0).path("ref").asText()).isEqualTo("r");
        assertThat(fixture.commands.values()).singleElement().matches(command -> !command.getPeerBlocked());
    }

    @Test
    void shouldRefuseOneBlockTooMany() {
        // Given
        List<String> most = IntStream.range(0, PreferenceLimits.MOST_BLOCKED - 1)
                .mapToObj(i -> "user-" + i)
                .toList();
        blocked(most.toArray(String[]::new));
        socket.frames.clear();

        // When
        fixture.receive(session, BLOCK);
        fixture.receive(session, "{\"type\":\"block\",\"userId\":\"eve\"}");

        // Then
        assertThat(fixture.preferenceChanges.values()).hasSize(1);
        assertThat(socket.last().path("code").asText()).isEqualTo("forbidden");
    }

    @Test
    void shouldRefuseToBlockOneself() {
        // When
        fixture.receive(session, "{\"type\":\"block\",\"userId\":\"alice\"}");

        // Then
        assertThat(socket.last().path("code").asText()).isEqualTo("bad_frame");
    }

    @Test
    void shouldShowThePlaceOfAWithheldEventAndCountNothing() {
        // When
        fixture.deliver(new WithheldDelivery(DIRECT, 4L, Instant.EPOCH, List.of("alice")));
        fixture.deliver(
                new WithheldDelivery("0190163d-8694-739b-aea5-966c26f8ad99", 4L, Instant.EPOCH, List.of("alice")));

        // Then
        assertThat(socket.frames).hasSize(1);
        assertThat(socket.last().toString())
                .isEqualTo("{\"type\":\"event\",\"conversationId\":\"" + DIRECT
                        + "\",\"sequence\":4,\"kind\":\"withheld\",\"sentAt\":\"1970-01-01T00:00:00.000Z\"}");
    }

    @Test
    void shouldAppendAMuteAndShowItInTheEntry() {
        // When
        fixture.receive(
                session,
                "{\"type\":\"mute\",\"conversationId\":\"" + GROUP + "\",\"until\":\"2026-01-02T09:00:00+01:00\"}");
        fixture.deliver(new PreferencesDelivery(
                null,
                0L,
                new Preferences("alice", List.of(), List.of(new Mute(GROUP, Instant.parse("2026-01-02T08:00:00Z"))))));

        // Then
        assertThat(fixture.preferenceChanges.values()).singleElement().satisfies(change -> {
            MuteChange mute = (MuteChange) change.getBody();
            assertThat(mute.getConversationId()).isEqualTo(GROUP);
            assertThat(mute.getUntil()).isEqualTo(Instant.parse("2026-01-02T08:00:00Z"));
        });
        assertThat(socket.frames).isEmpty();
        fixture.deliver(new InboxDelivery("alice", null, 0L, false, true, List.of(entry(GROUP, 5)), null, false));
        assertThat(socket.last().at("/conversations/0/muted").asText()).isEqualTo("2026-01-02T08:00:00.000Z");
    }

    @Test
    void shouldRefuseToMuteWhatTheUserIsNoMemberOf() {
        // When
        fixture.receive(session, "{\"type\":\"mute\",\"conversationId\":\"0190163d-8694-739b-aea5-966c26f8ad99\"}");

        // Then
        assertThat(socket.last().path("code").asText()).isEqualTo("not_a_member");
        assertThat(fixture.preferenceChanges.values()).isEmpty();
    }

    @Test
    void shouldHideTypingBothWays() {
        // Given
        open(List.of("alice", "bob", "carol"));
        blocked("bob", "eve");
        socket.frames.clear();

        // When
        fixture.deliver(new TypingDelivery(GROUP, "bob", List.of("alice"), false));
        fixture.deliver(new TypingDelivery(GROUP, "carol", List.of("alice"), false));
        fixture.receive(session, SessionFixture.request("typing", ""));

        // Then
        assertThat(socket.frames).hasSize(1);
        assertThat(socket.last().path("userId").asText()).isEqualTo("carol");
        assertThat(fixture.signals.values())
                .extracting(Signal::getBody)
                .last()
                .isEqualTo(new Typing(false, List.of("bob")));
    }

    @Test
    void shouldWatchOnlyThoseWhoHaveTakenPart() {
        // Given
        open(List.of("carol"));
        assertThat(fixture.watches.values()).extracting(Watch::getUserId).containsExactly("carol");

        // When
        fixture.event(event(GROUP, 6, new Message("hello", "text/plain", false, null)), "alice");
        fixture.deliver(new ReadDelivery(GROUP, Map.of("dave", 6L), List.of("alice")));

        // Then
        assertThat(fixture.watches.values())
                .extracting(Watch::getUserId)
                .contains("carol", "dave")
                .doesNotContain("erin");
    }

    @Test
    void shouldHidePresenceOfWhomTheUserBlocksAndShowItAgain() {
        // Given
        open(List.of("bob"));
        present("bob", PresenceStatus.ONLINE);
        assertThat(socket.last().path("status").asText()).isEqualTo("online");
        socket.frames.clear();

        // When
        blocked("bob");
        fixture.pass(session, Duration.ofSeconds(3));
        present("bob", PresenceStatus.AWAY);

        // Then
        assertThat(socket.types()).containsExactly("blocked", "presence");
        assertThat(socket.last().toString())
                .isEqualTo("{\"type\":\"presence\",\"userId\":\"bob\",\"status\":\"offline\"}");
        blocked();
        assertThat(socket.last().path("status").asText()).isEqualTo("away");
    }

    @Test
    void shouldHidePresenceOfWhomHasBlockedTheUser() {
        // Given
        open(List.of("bob"));

        // When
        present("bob", PresenceStatus.ONLINE, "alice", "eve");

        // Then
        assertThat(socket.types()).doesNotContain("presence");
    }

    private void open(List<String> takenPart) {
        fixture.receive(session, SessionFixture.request("open", ""));
        fixture.deliver(OpenedDelivery.newBuilder()
                .setSessionId(session.identity().sessionId())
                .setUserId("alice")
                .setConversationId(GROUP)
                .setKind(ConversationKind.GROUP)
                .setTitle("Team")
                .setHead(5L)
                .setMembers(List.of("alice", "bob", "carol", "dave", "erin").stream()
                        .map(user -> new Member(user, Role.MEMBER))
                        .toList())
                .setTakenPart(takenPart)
                .build());
    }

    private void present(String userId, PresenceStatus status, String... hiddenFrom) {
        fixture.deliver(new PresenceChange(userId, status, null, List.of(hiddenFrom)));
    }

    private void blocked(String... userIds) {
        fixture.deliver(new PreferencesDelivery(null, 0L, new Preferences("alice", List.of(userIds), List.of())));
    }

    private static String send() {
        return "{\"type\":\"send\",\"id\":\"c\",\"conversationId\":\"" + DIRECT + "\",\"content\":\"x\"}";
    }

    private static InboxEntry direct(long head) {
        return new InboxEntry(DIRECT, ConversationKind.DIRECT, null, head, 0L, 0, false, "bob", Instant.EPOCH, null);
    }
}
