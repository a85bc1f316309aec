package io.parley.gateway.session;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.avro.InboxAnswer;
import io.parley.avro.InboxDelivery;
import io.parley.avro.InboxEntry;
import io.parley.avro.InboxPosition;
import io.parley.avro.ListPage;
import io.parley.avro.LookUp;
import io.parley.avro.Open;
import io.parley.avro.Removed;
import io.parley.avro.Signal;
import io.parley.history.StoredEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

import static io.parley.gateway.session.SessionFixture.GROUP;
import static io.parley.gateway.session.SessionFixture.OTHER_GROUP;
import static io.parley.gateway.session.SessionFixture.command;
import static io.parley.gateway.session.SessionFixture.entry;
import static io.parley.gateway.session.SessionFixture.event;
import static io.parley.gateway.session.SessionFixture.message;
import static io.parley.gateway.session.SessionFixture.opened;
import static io.parley.gateway.session.SessionFixture.request;
import static org.assertj.core.api.Assertions.assertThat;

/** A session that was told of its user's newest conversations alone. */
class PagedInboxTest {

    private static final InboxPosition NEXT = new InboxPosition(1_000L, OTHER_GROUP);
    private static final String UNLISTED = "0190163d-8694-739b-aea5-966c26f8ad93";

    private final SessionFixture fixture = new SessionFixture();
    private final FakeSocket socket = new FakeSocket();
    private final Session session = fixture.connect("alice", socket);

    @AfterEach
    void shouldHaveGivenEveryFrameBack() {
        fixture.sessions.close(session);
        assertThat(fixture.leakedBytes()).isZero();
    }

    @Test
    void shouldListOlderConversationsBehindTheCursor() {
        // Given
        answerConnect(entry(OTHER_GROUP));
        String cursor = socket.last().path("cursor").asText();

        // When
        fixture.receive(session, "{\"type\":\"list\",\"ref\":7,\"before\":\"" + cursor + "\",\"limit\":3}");
        answer(new InboxPosition(500L, GROUP), entry(GROUP, 4));

        // Then
        assertThat(socket.frames.get(1).path("more").asBoolean()).isTrue();
        assertThat(fixture.inboxRequests.values()).singleElement().satisfies(asked -> {
            assertThat(asked.getUserId()).isEqualTo("alice");
            assertThat(asked.getBody()).isEqualTo(new ListPage(NEXT, 3));
        });
        JsonNode listed = socket.last();
        assertThat(listed.path("ref").asInt()).isEqualTo(7);
        assertThat(listed.path("last").asBoolean()).isTrue();
        assertThat(listed.path("more").asBoolean()).isTrue();
        assertThat(listed.path("cursor").asText()).isNotEqualTo(cursor);
        assertThat(ids(listed)).containsExactly(GROUP);
    }

    @Test
    void shouldListBehindWhatCameByItselfWithoutACursor() {
        // Given
        answerConnect(entry(OTHER_GROUP));

        // When
        fixture.receive(session, "{\"type\":\"list\",\"ref\":\"a\"}");
        answer(null);

        // Then
        assertThat(fixture.inboxRequests.values().get(0).getBody()).isEqualTo(new ListPage(NEXT, 50));
        assertThat(socket.last().has("more")).isFalse();
        assertThat(socket.last().has("cursor")).isFalse();
    }

    @Test
    void shouldListNothingWhenAllCameByThemselves() {
        // Given
        fixture.wholeInbox(session, true, entry(GROUP));

        // When
        fixture.receive(session, "{\"type\":\"list\",\"ref\":\"a\"}");

        // Then
        assertThat(fixture.inboxRequests.values()).isEmpty();
        assertThat(ids(socket.last())).isEmpty();
        assertThat(socket.last().path("ref").asText()).isEqualTo("a");
    }

    @Test
    void shouldRefuseWhatIsNoCursor() {
        // Given
        answerConnect(entry(OTHER_GROUP));

        // When
        for (String before :
                List.of("\"x\"", "7", "\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA*\"", "\"" + "_".repeat(32) + "\"")) {
            fixture.receive(session, "{\"type\":\"list\",\"ref\":\"a\",\"before\":" + before + "}");

            // Then
            assertThat(socket.last().path("code").asText()).as(before).isEqualTo("bad_frame");
        }
        assertThat(fixture.inboxRequests.values()).isEmpty();
    }

    @Test
    void shouldTellOfAnUnlistedConversationBeforeItIsOpened() {
        // Given
        answerConnect(entry(OTHER_GROUP));

        // When
        fixture.receive(session, request("open", ""));
        fixture.receive(session, request("history", ""));
        int before = fixture.signals.values().size();
        answer(null, entry(GROUP, 12));

        // Then
        assertThat(before).isZero();
        assertThat(fixture.inboxRequests.values())
                .singleElement()
                .satisfies(asked -> assertThat(asked.getBody()).isEqualTo(new LookUp(GROUP)));
        assertThat(ids(socket.last())).containsExactly(GROUP);
        assertThat(fixture.signals.values()).extracting(Signal::getBody).containsExactly(new Open());
        assertThat(fixture.store.queries)
                .singleElement()
                .satisfies(query -> assertThat(query.head()).isEqualTo(12));
    }

    @Test
    void shouldRefuseWhatIsNotTheUsersLikeWhatIsNotThere() {
        // Given
        answerConnect(entry(OTHER_GROUP));

        // When
        fixture.receive(session, request("history", ""));
        answer(null);
        fixture.receive(session, command("edit", "\"target\":3,\"content\":\"x\""));
        answer(null);

        // Then
        assertThat(socket.frames.subList(2, 4))
                .extracting(frame -> frame.path("code").asText() + ": "
                        + frame.path("message").asText())
                .containsOnly("not_a_member: " + io.parley.protocol.RejectReason.NOT_A_MEMBER.text());
        assertThat(fixture.commands.values()).isEmpty();
    }

    @Test
    void shouldAnswerUnavailableWhenTheInboxDoesNotAnswer() {
        // Given
        answerConnect(entry(OTHER_GROUP));

        // When
        fixture.receive(session, request("read", ",\"sequence\":3"));
        fixture.receive(session, "{\"type\":\"list\",\"ref\":\"a\"}");
        fixture.pass(session, Duration.ofSeconds(5));

        // Then
        assertThat(socket.frames.subList(2, 4))
                .extracting(frame -> frame.path("code").asText())
                .containsOnly("unavailable");
        assertThat(socket.frames.subList(2, 4))
                .allMatch(frame -> frame.path("retryAfterMs").isNumber());
    }

    @Test
    void shouldKeepTheOrderOfCommandsBehindOneThatWaits() {
        // Given
        answerConnect(entry(OTHER_GROUP));
        fixture.receive(session, command("send", "\"content\":\"at once\""));
        fixture.receive(session, command("send", "\"content\":\"answer\",\"replyTo\":99"));
        fixture.receive(session, command("send", "\"content\":\"behind\""));
        int atOnce = fixture.commands.values().size();

        // When
        answer(null, entry(GROUP, 12));

        // Then
        assertThat(atOnce).isEqualTo(1);
        assertThat(fixture.commands.values())
                .extracting(each -> ((io.parley.avro.Send) each.getBody()).getContent())
                .containsExactly("at once", "answer", "behind");
    }

    @Test
    void shouldTellOnlySessionsThatDoNotKnowTheConversation() {
        // Given
        answerConnect(entry(OTHER_GROUP));

        // When
        ifUntold(entry(GROUP, 4));
        fixture.event(message(GROUP, 5), "alice");
        ifUntold(entry(GROUP, 5));
        fixture.event(message(GROUP, 6), "alice");

        // Then
        assertThat(socket.types()).containsExactly("ready", "inbox", "inbox", "event", "event");
    }

    @Test
    void shouldWriteTheInboxAsTheClientReads() {
        // Given
        InboxEntry[] entries = IntStream.range(0, 120)
                .mapToObj(i -> entry("0190163d-8694-739b-aea5-" + String.format("%012d", i)))
                .toArray(InboxEntry[]::new);
        String last = entries[119].getConversationId();
        String lost = entries[118].getConversationId();
        socket.framesUntilFull = 2;

        // When
        answerConnect(entries);
        fixture.event(message(last, 11), "alice");
        fixture.event(event(lost, 11, new Removed(List.of("alice"), null)), "alice");
        int written = socket.frames.size();
        socket.writable = true;
        session.writable();

        // Then
        assertThat(written).isEqualTo(3);
        assertThat(socket.types()).containsExactly("ready", "inbox", "event", "inbox", "inbox", "inbox");
        assertThat(socket.frames.get(4).path("last").asBoolean()).isTrue();
        assertThat(socket.frames.get(4).path("more").asBoolean()).isTrue();
        assertThat(ids(socket.frames.get(4))).contains(last).doesNotContain(lost);
        JsonNode head = socket.last().path("conversations").get(0);
        assertThat(head.path("head").asLong()).isEqualTo(11);
        assertThat(head.path("preview").path("text").asText()).isEqualTo("text");
    }

    @Test
    void shouldAnswerARepeatedCommandBehindTheEntryOfItsConversation() {
        // Given
        answerConnect(entry(OTHER_GROUP));
        fixture.store.events.put(3L, new StoredEvent(message(UNLISTED, 3), OptionalLong.empty(), false));

        // When
        fixture.deliver(new io.parley.avro.OutcomeDelivery(
                new io.parley.avro.Outcome(UNLISTED, "alice", "id-3", new io.parley.avro.Repeated(3L, 9L))));
        answer(null, entry(UNLISTED, 9));

        // Then
        assertThat(socket.types()).containsExactly("ready", "inbox", "inbox", "event");
        assertThat(socket.last().path("sequence").asLong()).isEqualTo(3);
    }

    @Test
    void shouldOpenAgainWhatANewPageDoesNotHave() {
        // Given
        answerConnect(entry(GROUP));
        fixture.receive(session, request("open", ""));
        fixture.deliver(opened(session, GROUP, 10, false));
        fixture.epoch++;
        fixture.sessions.announceAgain();

        // When
        answerConnect(entry(OTHER_GROUP));
        answer(null, entry(GROUP, 10));

        // Then
        assertThat(fixture.signals.values()).extracting(Signal::getBody).containsExactly(new Open(), new Open());
    }

    private void answerConnect(InboxEntry... entries) {
        fixture.deliver(new InboxDelivery(
                "alice", session.identity().sessionId(), fixture.epoch, true, true, List.of(entries), NEXT, false));
    }

    private void ifUntold(InboxEntry entry) {
        fixture.deliver(new InboxDelivery("alice", null, 0L, false, true, List.of(entry), null, true));
    }

    /** Answers the last request. */
    private void answer(InboxPosition next, InboxEntry... entries) {
        fixture.deliver(new InboxAnswer(
                "alice",
                session.identity().sessionId(),
                fixture.inboxRequests
                        .values()
                        .get(fixture.inboxRequests.values().size() - 1)
                        .getRequestId(),
                List.of(entries),
                next));
    }

    private static List<String> ids(JsonNode frame) {
        return StreamSupport.stream(frame.path("conversations").spliterator(), false)
                .map(entry -> entry.path("conversationId").asText())
                .toList();
    }
}
