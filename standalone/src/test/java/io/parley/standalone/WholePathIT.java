package io.parley.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.gateway.client.TestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

import static io.parley.gateway.client.TestClient.frame;
import static io.parley.gateway.client.TestClient.is;
import static io.parley.gateway.client.TestClient.newId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a client written from the protocol sees, through every part, on real servers. */
class WholePathIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static RunningParley parley;

    private final List<TestClient> clients = new ArrayList<>();

    @BeforeAll
    static void start() {
        parley = RunningParley.shared();
    }

    @AfterEach
    void disconnect() {
        clients.forEach(TestClient::close);
    }

    @Test
    void shouldGreetWithReadyAndAnEmptyInboxWhenTheUserIsNew() {
        // When
        TestClient alice = connect(user("alice"));

        // Then
        assertThat(alice.received()).hasSize(2);
        JsonNode ready = alice.received().get(0);
        assertThat(ready.path("type").asText()).isEqualTo("ready");
        assertThat(ready.path("sessionId").asText()).isNotEmpty();
        assertThat(ready.path("gatewayId").asText()).isNotEmpty();
        assertThat(ready.path("heartbeatSeconds").asInt()).isPositive();
        assertThat(alice.received().get(1).path("conversations")).isEmpty();
    }

    @Test
    void shouldGiveEverySessionOfEveryMemberTheSameEvents() {
        // Given
        String aliceId = user("alice");
        String bobId = user("bob");
        TestClient alice = connect(aliceId);
        TestClient phone = connect(aliceId);
        TestClient bob = connect(bobId);
        String conversation = alice.group("Plans", bobId);

        // When
        String id = alice.message(conversation, "Grüße 👋");

        // Then
        JsonNode event = alice.awaitEventOf(id);
        assertThat(event.path("sequence").asLong()).isEqualTo(2);
        assertThat(event.path("kind").asText()).isEqualTo("message");
        assertThat(event.path("senderId").asText()).isEqualTo(aliceId);
        assertThat(event.path("content").asText()).isEqualTo("Grüße 👋");
        assertThat(event.path("contentType").asText()).isEqualTo("text/plain");
        assertThat(event.path("sentAt").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(phone.awaitEventOf(id)).isEqualTo(event);
        assertThat(bob.awaitEventOf(id)).isEqualTo(event);
        assertThat(alice.awaitFrame(
                                f -> is(f, "accepted") && id.equals(f.path("id").asText()))
                        .path("conversationId")
                        .asText())
                .isEqualTo(conversation);
    }

    @Test
    void shouldGiveTheInboxEntryBeforeTheFirstEvent() {
        // Given
        String bobId = user("bob");
        TestClient alice = connect(user("alice"));
        TestClient bob = connect(bobId);

        // When
        String conversation = alice.group("Plans", bobId);

        // Then
        bob.awaitEvent(conversation, 1);
        List<String> types = bob.received().stream()
                .skip(2)
                .map(f -> f.path("type").asText())
                .toList();
        assertThat(types).startsWith("inbox", "event");
        JsonNode entry = bob.received().get(2).path("conversations").get(0);
        assertThat(entry.path("conversationId").asText()).isEqualTo(conversation);
        assertThat(entry.path("title").asText()).isEqualTo("Plans");
        assertThat(entry.path("kind").asText()).isEqualTo("group");
    }

    @Test
    void shouldArriveAtTheSameDirectConversationWhoeverCreatesIt() {
        // Given
        String aliceId = user("alice");
        String bobId = user("bob");
        TestClient alice = connect(aliceId);
        TestClient bob = connect(bobId);

        // When
        String first = newId();
        alice.send(direct(first, bobId));
        JsonNode created = alice.awaitEventOf(first);
        String second = newId();
        bob.send(direct(second, aliceId));
        JsonNode accepted = bob.awaitFrame(
                f -> is(f, "accepted") && second.equals(f.path("id").asText()));

        // Then
        assertThat(accepted.path("conversationId")).isEqualTo(created.path("conversationId"));
        assertThat(created.path("conversationKind").asText()).isEqualTo("direct");
        assertThat(created.path("members").findValuesAsText("userId")).containsExactlyInAnyOrder(aliceId, bobId);
        // Bob has it from the creation, and gets it again as the answer to his own create, which it names.
        bob.awaitFrame(f -> bob.events(created.path("conversationId").asText()).size() >= 2);
        List<JsonNode> events = bob.events(created.path("conversationId").asText());
        assertThat(events.get(0)).isEqualTo(created);
        assertThat(events.get(1)).isEqualTo(((ObjectNode) created.deepCopy()).put("answers", second));
    }

    @Test
    void shouldAnswerARepeatWithTheFirstSequenceOnAnySession() {
        // Given
        String aliceId = user("alice");
        TestClient alice = connect(aliceId);
        String conversation = alice.group("Plans");
        String id = alice.message(conversation, "once");
        JsonNode first = alice.awaitEventOf(id);
        alice.message(conversation, "in between");
        alice.awaitEvent(conversation, 3);
        TestClient later = connect(aliceId);

        // When
        later.message(id, conversation, "once");

        // Then
        assertThat(later.awaitEventOf(id)).isEqualTo(first);
        String next = later.message(conversation, "after");
        assertThat(later.awaitEventOf(next).path("sequence").asLong()).isEqualTo(4);
    }

    @Test
    void shouldReadHistoryInPages() {
        // Given
        TestClient alice = connect(user("alice"));
        String conversation = alice.group("Long talk");
        for (int i = 2; i <= 130; i++) {
            alice.message(conversation, "message " + i);
        }
        alice.awaitEvent(conversation, 130);

        // When: again where a busy store lags behind for longer than a page waits
        JsonNode forward = await().atMost(PATIENCE)
                .until(
                        () -> alice.history(historyOf(conversation)
                                .put("after", 20)
                                .put("through", 130)
                                .put("limit", 100)),
                        page -> page.path("complete").asBoolean());
        JsonNode newest = alice.history(historyOf(conversation).put("limit", 10));
        JsonNode back = alice.history(historyOf(conversation).put("before", 6));

        // Then
        assertThat(sequences(forward)).first().isEqualTo(21L);
        assertThat(sequences(forward)).hasSize(100).isSorted().doesNotHaveDuplicates();
        assertThat(forward.path("more").asBoolean()).isTrue();
        assertThat(forward.path("head").asLong()).isEqualTo(130);
        assertThat(sequences(newest)).hasSize(10).last().isEqualTo(130L);
        assertThat(sequences(back)).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(back.path("more").asBoolean()).isFalse();
        assertThat(forward.path("events").get(0).properties())
                .containsAll(withoutType(alice.awaitEvent(conversation, 21)).properties());
    }

    @Test
    void shouldRefuseAStrangerAlikeWhetherTheConversationExistsOrNot() {
        // Given
        TestClient alice = connect(user("alice"));
        TestClient mallory = connect(user("mallory"));
        String existing = alice.group("Secret");
        String missing = UUID.randomUUID().toString();

        for (String conversation : List.of(existing, missing)) {
            // When
            String id = mallory.message(conversation, "hello?");
            JsonNode refusal = mallory.awaitFrame(
                    f -> is(f, "rejected") && id.equals(f.path("id").asText()));
            JsonNode page = mallory.history(historyOf(conversation));
            mallory.send(frame("open").put("conversationId", conversation));
            JsonNode open = mallory.awaitFrame(f -> is(f, "rejected")
                    && !f.has("id")
                    && !f.has("ref")
                    && conversation.equals(f.path("conversationId").asText()));

            // Then
            assertThat(List.of(refusal, page, open))
                    .allMatch(f -> "not_a_member".equals(f.path("code").asText()));
            assertThat(refusal.path("message").asText()).doesNotContain(conversation);
        }
    }

    @Test
    void shouldShowPresenceToThoseWhoHaveAConversationOpen() {
        // Given
        String bobId = user("bob");
        TestClient alice = connect(user("alice"));
        String conversation = alice.group("Plans", bobId);

        // When
        alice.send(frame("open").put("conversationId", conversation));

        // Then
        JsonNode opened = alice.awaitFrame(f -> is(f, "opened"));
        assertThat(opened.path("members").findValuesAsText("userId")).contains(bobId);
        assertThat(opened.path("head").asLong()).isEqualTo(1);
        assertThat(opened.path("large").asBoolean()).isFalse();
        TestClient bob = connect(bobId);
        bob.send(frame("read").put("conversationId", conversation).put("sequence", 1));
        JsonNode read = alice.awaitFrame(f -> is(f, "read"));
        JsonNode there = alice.awaitFrame(f -> isPresence(f, bobId, "online"));
        assertThat(alice.received().indexOf(there))
                .as("only since bob has taken part")
                .isGreaterThan(alice.received().indexOf(read));
        alice.forget();
        bob.abort();
        JsonNode gone = alice.awaitFrame(f -> isPresence(f, bobId, "offline"));
        assertThat(gone.path("lastSeenAt").asText()).endsWith("Z");
    }

    @Test
    void shouldCountUnreadUntilRead() {
        // Given
        String bobId = user("bob");
        TestClient alice = connect(user("alice"));
        String conversation = alice.group("Plans", bobId);
        for (int i = 0; i < 3; i++) {
            alice.message(conversation, "message " + i);
        }
        alice.awaitEvent(conversation, 4);

        // When
        TestClient bob = connect(bobId);

        // Then
        assertThat(inboxEntry(bob, conversation).path("unread").asInt()).isEqualTo(3);
        assertThat(inboxEntry(bob, conversation).path("head").asLong()).isEqualTo(4);
        bob.send(frame("read").put("conversationId", conversation).put("sequence", 3));
        bob.awaitFrame(f -> is(f, "inbox")
                && entryOf(f, conversation).path("unread").asInt(-1) == 1
                && entryOf(f, conversation).path("read").asLong() == 3);
    }

    @Test
    void shouldKeepTheConnectionWhenAFrameIsBad() {
        // Given
        TestClient alice = connect(user("alice"));

        // When
        alice.send(frame("shout"));
        alice.send(frame("send")
                .put("id", "x1")
                .put("conversationId", "not-a-uuid")
                .put("content", "hi"));
        alice.send(frame("ping"));

        // Then
        alice.awaitFrame(f -> is(f, "pong"));
        List<JsonNode> rejected =
                alice.received().stream().filter(f -> is(f, "rejected")).toList();
        assertThat(rejected)
                .hasSize(2)
                .allMatch(f -> "bad_frame".equals(f.path("code").asText()));
        assertThat(rejected.get(1).path("id").asText()).isEqualTo("x1");
    }

    private TestClient connect(String userId) {
        TestClient client = TestClient.ready(parley.gateway(), parley.token(userId));
        clients.add(client);
        return client;
    }

    private static String user(String name) {
        return name + "-" + UUID.randomUUID().toString().substring(0, 8);
    }

    private static ObjectNode direct(String id, String other) {
        ObjectNode frame = frame("create").put("id", id).put("kind", "direct");
        frame.putArray("members").add(other);
        return frame;
    }

    private static ObjectNode historyOf(String conversation) {
        return frame("history").put("conversationId", conversation);
    }

    private static List<Long> sequences(JsonNode page) {
        return StreamSupport.stream(page.path("events").spliterator(), false)
                .map(event -> event.path("sequence").asLong())
                .toList();
    }

    private static JsonNode withoutType(JsonNode frame) {
        return frame.<ObjectNode>deepCopy().without("type");
    }

    private static boolean isPresence(JsonNode frame, String userId, String status) {
        return is(frame, "presence")
                && userId.equals(frame.path("userId").asText())
                && status.equals(frame.path("status").asText());
    }

    private static JsonNode inboxEntry(TestClient client, String conversation) {
        JsonNode inbox = client.awaitFrame(
                f -> is(f, "inbox") && entryOf(f, conversation).has("head"));
        return entryOf(inbox, conversation);
    }

    private static JsonNode entryOf(JsonNode inbox, String conversation) {
        return StreamSupport.stream(inbox.path("conversations").spliterator(), false)
                .filter(entry ->
                        conversation.equals(entry.path("conversationId").asText()))
                .findFirst()
                .orElse(com.fasterxml.jackson.databind.node.MissingNode.getInstance());
    }
}
