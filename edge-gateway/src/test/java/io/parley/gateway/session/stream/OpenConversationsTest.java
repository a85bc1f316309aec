package io.parley.gateway.session.stream;

import io.parley.avro.Added;
import io.parley.avro.ConversationKind;
import io.parley.avro.EventDelivery;
import io.parley.avro.InboxDelivery;
import io.parley.avro.InboxEntry;
import io.parley.avro.OpenedDelivery;
import io.parley.avro.PresenceChange;
import io.parley.avro.PresenceStatus;
import io.parley.avro.ReadDelivery;
import io.parley.avro.Removed;
import io.parley.avro.RequestRefused;
import io.parley.avro.TypingDelivery;
import io.parley.avro.Watch;
import io.parley.gateway.session.FakeSocket;
import io.parley.gateway.session.Session;
import io.parley.gateway.session.SessionFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
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
import static org.assertj.core.api.Assertions.tuple;

class OpenConversationsTest {

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
    void shouldSendThePresenceOfTheMembersWhenAConversationIsOpen() {
        // When
        open(GROUP, "alice", "bob");
        presence("bob", PresenceStatus.OFFLINE);
        presence("bob", PresenceStatus.OFFLINE);
        presence("bob", PresenceStatus.ONLINE);
        presence("stranger", PresenceStatus.ONLINE);

        // Then
        assertThat(socket.types()).containsExactly("opened", "presence", "presence");
        assertThat(socket.last().path("userId").asText()).isEqualTo("bob");
        assertThat(socket.last().path("status").asText()).isEqualTo("online");
        assertThat(fixture.watches.values()).extracting(Watch::getUserId).containsExactlyInAnyOrder("alice", "bob");
    }

    @Test
    void shouldSendTheLastStatusOfEachUserWhenTheClientReadsAgain() {
        // Given
        open(GROUP, "alice", "bob", "carol");
        presence("bob", PresenceStatus.OFFLINE);
        socket.frames.clear();
        socket.writable = false;

        // When
        presence("carol", PresenceStatus.ONLINE);
        presence("bob", PresenceStatus.ONLINE);
        fixture.nanos += Duration.ofSeconds(3).toNanos();
        presence("bob", PresenceStatus.AWAY);
        assertThat(socket.frames).isEmpty();
        socket.writable = true;
        session.writable();

        // Then
        assertThat(socket.frames)
                .extracting(
                        frame -> frame.path("userId").asText(),
                        frame -> frame.path("status").asText())
                .containsExactly(tuple("carol", "online"), tuple("bob", "away"));
        presence("carol", PresenceStatus.ONLINE);
        assertThat(socket.frames).hasSize(2);
    }

    @Test
    void shouldKeepNoStatusOfWhomTheClientNoLongerSees() {
        // Given
        open(GROUP, "alice", "bob");
        socket.frames.clear();
        socket.writable = false;
        presence("bob", PresenceStatus.ONLINE);

        // When
        fixture.receive(session, request("close", ""));
        socket.writable = true;
        session.writable();

        // Then
        assertThat(socket.frames).isEmpty();
    }

    @Test
    void shouldSendTheKnownStatusAtOnceWhenTheUserIsWatchedAlready() {
        // Given
        FakeSocket other = new FakeSocket();
        fixture.ready("carol", other, GROUP);
        open(GROUP, "alice", "bob");
        presence("bob", PresenceStatus.ONLINE);
        Session carol = fixture.registry.ofUser("carol")[0];

        // When
        fixture.receive(carol, request("open", ""));
        fixture.deliver(opened(carol, GROUP, 10, false, "bob"));

        // Then
        assertThat(other.types()).containsExactly("ready", "inbox", "opened", "presence");
        assertThat(fixture.watches.values()).hasSize(2);
    }

    @Test
    void shouldSendNoPresenceWhenTheConversationIsClosed() {
        // Given
        open(GROUP, "bob");
        open(OTHER_GROUP, "bob", "carol");

        // When
        fixture.receive(session, request("close", ""));
        presence("bob", PresenceStatus.ONLINE);
        fixture.receive(session, request("close", "").replace(GROUP, OTHER_GROUP));
        presence("bob", PresenceStatus.OFFLINE);
        presence("carol", PresenceStatus.ONLINE);

        // Then
        assertThat(socket.types()).containsExactly("opened", "opened", "presence");
    }

    @Test
    void shouldOpenNothingWhenTheClientClosedItMeanwhile() {
        // Given
        fixture.receive(session, request("open", ""));
        fixture.receive(session, request("close", ""));

        // When
        fixture.deliver(opened(session, GROUP, 10, false, "bob"));
        fixture.deliver(opened(session, GROUP, 10, false, "bob"));

        // Then
        assertThat(socket.types()).containsExactly("opened");
        assertThat(fixture.watches.values()).isEmpty();
    }

    @Test
    void shouldPassARepeatedAnswerOnWhenItIsFartherOnThanTheStreamOfALargeGroup() {
        // Given
        fixture.receive(session, request("open", ""));
        fixture.deliver(opened(session, GROUP, 10, true));

        // When
        fixture.deliver(opened(session, GROUP, 10, true));
        fixture.deliver(opened(session, GROUP, 12, true));
        fixture.deliver(opened(session, GROUP, 12, true));

        // Then
        assertThat(socket.types()).containsExactly("opened", "opened");
        assertThat(socket.last().path("head").asLong()).isEqualTo(12);
    }

    @Test
    void shouldIgnoreARepeatedAnswerWhenTheClientHasClosedTheConversation() {
        // Given
        fixture.receive(session, request("open", ""));
        fixture.deliver(opened(session, GROUP, 10, true));
        fixture.receive(session, request("close", ""));

        // When
        fixture.deliver(opened(session, GROUP, 12, true));

        // Then
        assertThat(socket.types()).containsExactly("opened");
    }

    @Test
    void shouldFollowTheMembershipWhenItChanges() {
        // Given
        open(GROUP, "alice", "bob");

        // When
        fixture.event(event(GROUP, 11, new Added(List.of("carol"))), "alice");
        fixture.event(event(GROUP, 12, new Removed(List.of("bob"), null)), "alice");
        presence("bob", PresenceStatus.ONLINE);
        presence("carol", PresenceStatus.ONLINE);
        fixture.event(event(GROUP, 13, new Removed(List.of("alice"), null)), "alice");
        presence("carol", PresenceStatus.OFFLINE);

        // Then
        assertThat(socket.types()).containsExactly("opened", "event", "event", "presence", "event");
        assertThat(socket.frames.get(3).path("userId").asText()).isEqualTo("carol");
    }

    @Test
    void shouldSayWhatWasRefusedWhenItWasAsked() {
        // Given
        fixture.receive(session, request("open", ""));

        // When
        fixture.deliver(new RequestRefused(session.identity().sessionId(), "alice", GROUP, "not_a_member", "m", 0L));

        // Then
        assertThat(socket.last().path("ref").asText()).isEqualTo("r1");
        assertThat(socket.last().path("code").asText()).isEqualTo("not_a_member");
    }

    @Test
    void shouldSayUnavailableWhenTheLogDoesNotTakeIt() {
        // Given
        fixture.signals.fail(new TimeoutException());

        // When
        fixture.receive(session, request("open", ""));

        // Then
        assertThat(socket.last().path("code").asText()).isEqualTo("unavailable");
        fixture.deliver(opened(session, GROUP, 10, false, "bob"));
        assertThat(socket.types()).containsExactly("rejected");
    }

    @Test
    void shouldSendReadMarksAndTypingOnlyWhenTheConversationIsOpen() {
        // Given
        open(GROUP, "bob");

        // When
        fixture.deliver(new ReadDelivery(GROUP, Map.of("bob", 4L), List.of("alice")));
        fixture.deliver(new TypingDelivery(GROUP, "bob", List.of("alice"), false));
        fixture.deliver(new TypingDelivery(OTHER_GROUP, "bob", List.of("alice"), false));

        // Then
        assertThat(socket.types()).containsExactly("opened", "read", "typing");
    }

    @Test
    void shouldKeepAWatchForAWhileAndThenEndItWhenNobodyLooks() {
        // Given
        open(GROUP, "bob");
        presence("bob", PresenceStatus.ONLINE);
        fixture.sessions.close(session);

        // When
        fixture.nanos += Duration.ofMinutes(10).toNanos() - 1;
        fixture.presence.sweep();
        int before = fixture.watches.values().size();
        fixture.nanos += 1;
        fixture.presence.sweep();

        // Then
        assertThat(before).isEqualTo(1);
        assertThat(fixture.watches.values())
                .containsExactly(new Watch("bob", "gw", 1L, true), new Watch("bob", "gw", 1L, false));
    }

    @Test
    void shouldAskForAWatchAgainWhenNoAnswerComesOrTheEpochChanges() {
        // Given
        open(GROUP, "bob");

        // When
        fixture.nanos += Duration.ofSeconds(5).toNanos();
        fixture.presence.sweep();
        presence("bob", PresenceStatus.ONLINE);
        fixture.nanos += Duration.ofSeconds(5).toNanos();
        fixture.presence.sweep();
        fixture.epoch = 2;
        fixture.presence.watchAgain();

        // Then
        assertThat(fixture.watches.values())
                .containsExactly(
                        new Watch("bob", "gw", 1L, true),
                        new Watch("bob", "gw", 1L, true),
                        new Watch("bob", "gw", 2L, true));
    }

    @Test
    void shouldAskForAWatchUntilItIsAnsweredWhenTheEpochChanges() {
        // Given
        open(GROUP, "bob");
        presence("bob", PresenceStatus.ONLINE);
        fixture.epoch = 2;
        fixture.watches.fail(new TimeoutException());
        fixture.presence.watchAgain();
        fixture.watches.fail(null);

        // When
        sweepAfterPatience();
        sweepAfterPatience();
        presence("bob", PresenceStatus.ONLINE);
        sweepAfterPatience();

        // Then
        Watch underSecond = new Watch("bob", "gw", 2L, true);
        assertThat(fixture.watches.values())
                .containsExactly(new Watch("bob", "gw", 1L, true), underSecond, underSecond, underSecond);
        assertThat(socket.types()).containsExactly("opened", "presence");
    }

    @Test
    void shouldAskForAWatchAgainWhenItIsLostAndAnEarlierOnesStatusComesIn() {
        // Given
        open(GROUP, "bob");
        fixture.epoch = 2;
        fixture.watches.hold();
        fixture.presence.watchAgain();
        presence("bob", PresenceStatus.ONLINE);
        fixture.watches.fail(new TimeoutException());
        fixture.watches.acknowledge();
        fixture.watches.fail(null);

        // When
        sweepAfterPatience();
        presence("bob", PresenceStatus.OFFLINE);
        sweepAfterPatience();

        // Then
        assertThat(fixture.watches.values()).extracting(Watch::getEpoch).containsExactly(1L, 2L, 2L);
    }

    @Test
    void shouldAnswerNotAMemberWhenTheRemovalHasOvertakenTheAnswer() {
        // Given
        fixture.receive(session, request("open", ""));
        fixture.event(event(GROUP, 11, new Removed(List.of("alice"), null)), "alice");

        // When
        fixture.deliver(opened(session, GROUP, 12, false, "alice", "bob"));
        fixture.deliver(opened(session, GROUP, 12, false, "alice", "bob"));
        presence("bob", PresenceStatus.ONLINE);

        // Then
        assertThat(socket.types()).containsExactly("event", "rejected");
        assertThat(socket.last().path("ref").asText()).isEqualTo("r1");
        assertThat(socket.last().path("code").asText()).isEqualTo("not_a_member");
    }

    @Test
    void shouldOpenWhatTheUserWasJustAddedToWhenTheEventComesAfterTheAnswer() {
        // Given
        String added = "0190163d-8694-739b-aea5-966c26f8ad93";
        fixture.deliver(new InboxDelivery("alice", null, 0L, false, true, List.of(entry(added, 6)), null, false));
        fixture.receive(session, request("open", "").replace(GROUP, added));

        // When
        fixture.deliver(opened(session, added, 7, false, "alice", "bob"));
        fixture.event(event(added, 7, new Added(List.of("alice"))), "alice");

        // Then
        assertThat(socket.types()).containsExactly("inbox", "opened", "event");
    }

    @Test
    void shouldSendChangesOfOneUserAtMostOncePerTwoSecondsAndTheLastForSure() {
        // Given
        open(GROUP, "alice", "bob");
        presence("bob", PresenceStatus.ONLINE);

        // When
        presence("bob", PresenceStatus.AWAY);
        presence("bob", PresenceStatus.ONLINE);
        presence("bob", PresenceStatus.OFFLINE);
        fixture.presence.sweep();
        List<String> atOnce = statuses();
        fixture.nanos += Duration.ofSeconds(2).toNanos();
        fixture.presence.sweep();
        fixture.presence.sweep();
        presence("bob", PresenceStatus.ONLINE);

        // Then
        assertThat(atOnce).containsExactly("online", "away");
        assertThat(statuses()).containsExactly("online", "away", "offline");
    }

    @Test
    void shouldSendNoMorePresenceWhenAnOpenGroupGrowsLarge() {
        // Given
        open(GROUP, "alice", "bob");
        fixture.event(event(GROUP, 11, new Added(List.of("carol"))), "alice");

        // When
        fixture.deliver(new InboxDelivery("alice", null, 0L, false, true, List.of(large(11)), null, false));
        presence("bob", PresenceStatus.ONLINE);
        fixture.event(event(GROUP, 12, new Added(List.of("dave"))), "alice");
        presence("dave", PresenceStatus.ONLINE);
        fixture.eventIfOpen(message(GROUP, 13), "alice");

        // Then
        assertThat(socket.types()).containsExactly("opened", "event", "inbox", "event", "event");
        assertThat(fixture.watches.values()).extracting(Watch::getUserId).doesNotContain("dave");
    }

    @Test
    void shouldSendNoPresenceWhenAGroupHasGrownLargeBeforeTheAnswer() {
        // Given
        fixture.receive(session, request("open", ""));
        fixture.deliver(new InboxDelivery("alice", null, 0L, false, true, List.of(large(11)), null, false));

        // When
        fixture.deliver(opened(session, GROUP, 10, false, "alice", "bob"));
        presence("bob", PresenceStatus.ONLINE);
        fixture.eventIfOpen(message(GROUP, 12), "alice");
        fixture.receive(session, request("close", ""));
        fixture.eventIfOpen(message(GROUP, 13), "alice");

        // Then
        assertThat(socket.types()).containsExactly("inbox", "opened", "event");
        assertThat(fixture.watches.values()).isEmpty();
    }

    @Test
    void shouldPassALargeGroupsEventsOnlyWhileItIsOpen() {
        // Given
        fixture.deliver(new EventDelivery(message(GROUP, 11), List.of("alice"), true));
        open(GROUP);

        // When
        fixture.deliver(new EventDelivery(message(GROUP, 12), List.of("alice"), true));
        fixture.receive(session, request("close", ""));
        fixture.deliver(new EventDelivery(message(GROUP, 13), List.of("alice"), true));

        // Then
        assertThat(socket.types()).containsExactly("opened", "event");
        assertThat(socket.last().path("sequence").asLong()).isEqualTo(12);
    }

    @Test
    void shouldSeeWhoTookPartWhenTheirMessageOvertakesTheAnswer() {
        // Given
        fixture.receive(session, request("open", ""));
        fixture.event(message(GROUP, 11), "alice");

        // When
        fixture.deliver(answer(10, "alice", "bob", "carol"));

        // Then
        assertThat(fixture.watches.values()).extracting(Watch::getUserId).containsExactly("bob");
    }

    @Test
    void shouldSeeWhoReadButNotWhoLeftWhenThatOvertakesTheAnswer() {
        // Given
        fixture.receive(session, request("open", ""));
        fixture.event(message(GROUP, 11), "alice");
        fixture.event(event(GROUP, 12, new Removed(List.of("bob"), null)), "alice");
        fixture.deliver(new ReadDelivery(GROUP, Map.of("carol", 11L), List.of("alice")));

        // When
        fixture.deliver(answer(10, "alice", "bob", "carol"));

        // Then
        assertThat(fixture.watches.values()).extracting(Watch::getUserId).containsExactly("carol");
    }

    @Test
    void shouldTakeTheAnswersWordForWhatItKnows() {
        // Given
        fixture.receive(session, request("open", ""));
        fixture.event(message(GROUP, 11), "alice");

        // When
        fixture.deliver(answer(11, "alice", "bob"));

        // Then
        assertThat(fixture.watches.values()).isEmpty();
    }

    /** An answer in which nobody has taken part. */
    private OpenedDelivery answer(long head, String... members) {
        OpenedDelivery all = opened(session, GROUP, head, false, members);
        return new OpenedDelivery(
                all.getSessionId(),
                all.getUserId(),
                GROUP,
                all.getKind(),
                null,
                head,
                all.getMembers(),
                Map.of(),
                false,
                0L,
                List.of(),
                members.length);
    }

    private void open(String conversationId, String... members) {
        fixture.receive(session, request("open", "").replace(GROUP, conversationId));
        fixture.deliver(opened(session, conversationId, 10, false, members));
    }

    private static InboxEntry large(long head) {
        return new InboxEntry(GROUP, ConversationKind.GROUP, null, head, 0L, 0, true, null, Instant.EPOCH, null);
    }

    private void sweepAfterPatience() {
        fixture.nanos += Duration.ofSeconds(5).toNanos();
        fixture.presence.sweep();
    }

    private void presence(String userId, PresenceStatus status) {
        fixture.deliver(new PresenceChange(userId, status, null, List.of()));
    }

    private List<String> statuses() {
        return socket.frames.stream()
                .filter(frame -> frame.path("type").asText().equals("presence"))
                .map(frame -> frame.path("status").asText())
                .toList();
    }
}
