package io.parley.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.gateway.client.TestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;

/** Operators and back ends in conversations, over HTTP, on real servers, with clients who see what comes of it. */
class BackEndIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TOKEN = "token-of-" + UUID.randomUUID();
    private static final String FORM_TOKEN = "form-" + UUID.randomUUID();
    private static final String BOT = "shop-bot";

    private static RunningParley parley;

    private final HttpClient http = HttpClient.newHttpClient();
    private final String aliceId = "alice-" + UUID.randomUUID();
    private final String bobId = "bob-" + UUID.randomUUID();
    private final String carolId = "carol-" + UUID.randomUUID();
    private final String group = UUID.randomUUID().toString();
    private TestClient alice;

    /** An answer of the admin interface. */
    private record Answer(int status, JsonNode body) {

        String outcome() {
            return body.path("outcome").asText();
        }

        long sequence() {
            return body.path("sequence").asLong();
        }
    }

    @BeforeAll
    static void start() {
        parley = RunningParley.shared();
        parley.admit("shop", "create,members,send,look", TOKEN, BOT);
        parley.admit("form", "create,send,members,on-behalf", FORM_TOKEN, "form-bot");
    }

    @BeforeEach
    void connect() {
        alice = TestClient.ready(parley.gateway(), parley.token(aliceId), frame -> {});
    }

    @AfterEach
    void close() {
        alice.close();
    }

    @Test
    void shouldCreateAGroupOnceAndManageItsMembers() throws Exception {
        // When
        Answer created = create();
        Answer again = create();
        JsonNode event = alice.awaitEventOf("create");
        Answer added = members("add-members", "add", carolId);
        Answer unchanged = members("add-members", "add-again", carolId);
        Answer removed = members("remove-members", "remove", carolId);

        // Then
        assertThat(created.outcome()).isEqualTo("done");
        assertThat(created.sequence()).isEqualTo(1);
        assertThat(again.outcome()).isEqualTo("done-before");
        assertThat(again.sequence()).isEqualTo(1);
        assertThat(event.path("senderId").asText()).isEqualTo(BOT);
        assertThat(added.sequence()).isEqualTo(2);
        assertThat(unchanged.outcome()).isEqualTo("unchanged");
        assertThat(removed.sequence()).isEqualTo(3);
        assertThat(removed.body().path("audit").path("sequence").asLong())
                .isGreaterThan(created.body().path("audit").path("sequence").asLong());
    }

    @Test
    void shouldSendAsItselfWithoutMembershipAndNeverTwice() throws Exception {
        // Given
        String own = alice.group("Ours", bobId);
        ObjectNode message = body("m-1", own).put("content", "your order is on its way");

        // When
        Answer sent = post("send", TOKEN, message);
        Answer again = post("send", TOKEN, message);
        JsonNode event = alice.awaitEventOf("m-1");

        // Then
        assertThat(sent.status()).as(sent.body().toString()).isEqualTo(200);
        assertThat(sent.outcome()).isEqualTo("done");
        assertThat(again.outcome()).isEqualTo("done-before");
        assertThat(again.sequence()).isEqualTo(sent.sequence());
        assertThat(event.path("senderId").asText()).isEqualTo(BOT);
        assertThat(event.path("content").asText()).isEqualTo("your order is on its way");
        assertThat(event.path("sequence").asLong()).isEqualTo(sent.sequence());
    }

    @Test
    void shouldActForAUserInThatUsersRightAlone() throws Exception {
        // Given
        String own = alice.group("Ours", bobId);

        // When
        Answer asBob =
                post("send", FORM_TOKEN, body("m-1", own).put("content", "hi").put("as", bobId));
        Answer asStranger =
                post("send", FORM_TOKEN, body("m-2", own).put("content", "hi").put("as", carolId));
        ObjectNode add = body("a-1", own).put("as", bobId);
        add.putArray("members").add(carolId);
        Answer addedByBob = post("add-members", FORM_TOKEN, add);
        Answer withoutTheScope =
                post("send", TOKEN, body("m-3", own).put("content", "hi").put("as", bobId));

        // Then
        assertThat(asBob.outcome()).isEqualTo("done");
        assertThat(alice.awaitEventOf("m-1").path("senderId").asText()).isEqualTo(bobId);
        assertThat(asStranger.status()).isEqualTo(404);
        assertThat(asStranger.body().path("code").asText()).isEqualTo("not_a_member");
        assertThat(addedByBob.status()).isEqualTo(409);
        assertThat(addedByBob.body().path("code").asText()).isEqualTo("forbidden");
        assertThat(withoutTheScope.status()).isEqualTo(403);
    }

    @Test
    void shouldPromoteAMemberForAnOperatorWhoIsNone() throws Exception {
        // Given
        String own = alice.group("Ours", bobId);
        ObjectNode role = body("r-1", own).put("role", "owner").put("reason", "the owner left the company");
        role.putArray("members").add(bobId);

        // When
        Answer promoted = post("set-role", parley.adminToken(), role);

        // Then
        assertThat(promoted.outcome()).as(promoted.body().toString()).isEqualTo("done");
        assertThat(alice.awaitEventOf("r-1").path("kind").asText()).isEqualTo("roleChanged");
    }

    @Test
    void shouldLookAtAUserAndAtAConversation() throws Exception {
        // Given
        create();
        alice.awaitEventOf("create");

        // When
        Answer user = get("user?userId=" + aliceId, TOKEN);
        Answer conversation = get("conversation?conversationId=" + group + "&limit=1", TOKEN);
        Answer rest = get("conversation?conversationId=" + group + "&after=" + first(conversation), TOKEN);
        Answer nothing = get("conversation?conversationId=" + UUID.randomUUID(), TOKEN);
        Answer withoutTheScope = get("user?userId=" + aliceId, FORM_TOKEN);

        // Then
        assertThat(user.body().path("sessions")).as(user.body().toString()).hasSize(1);
        assertThat(user.body().path("conversations"))
                .singleElement()
                .satisfies(each -> assertThat(each.path("title").asText()).isEqualTo("Order 17"));
        assertThat(conversation.body().path("head").asLong()).isEqualTo(1);
        assertThat(conversation.body().path("memberCount").asInt()).isEqualTo(3);
        assertThat(conversation.body().path("more").asBoolean()).isTrue();
        assertThat(rest.body().path("members")).hasSize(2);
        assertThat(rest.body().path("more").asBoolean()).isFalse();
        assertThat(nothing.status()).isEqualTo(404);
        assertThat(withoutTheScope.status()).isEqualTo(403);
    }

    @Test
    void shouldShowSupportWhatAUserKeepsToThemselves() throws Exception {
        // Given
        create();
        alice.awaitEventOf("create");
        alice.send("{\"type\":\"block\",\"ref\":\"b\",\"userId\":\"" + bobId + "\"}");
        alice.send("{\"type\":\"mute\",\"ref\":\"m\",\"conversationId\":\"" + group + "\"}");
        alice.awaitFrame(frame -> frame.path("type").asText().equals("inbox")
                && frame.path("conversations").path(0).has("muted"));

        // When
        Answer user = get("user?userId=" + aliceId, parley.adminToken());
        Answer forABackEnd = get("user?userId=" + aliceId, TOKEN);
        Answer signIns = get("sign-ins?userId=" + aliceId, parley.adminToken());

        // Then
        assertThat(user.body().path("blocked")).extracting(JsonNode::asText).containsExactly(bobId);
        assertThat(user.body().path("muted"))
                .extracting(each -> each.path("conversationId").asText())
                .containsExactly(group);
        assertThat(forABackEnd.body().has("blocked")).isFalse();
        assertThat(signIns.body().path("signIns"))
                .as(signIns.body().toString())
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.path("outcome").asText()).isEqualTo("let-in");
                    assertThat(each.path("address").asText()).isEqualTo("127.0.0.1");
                });
    }

    @Test
    void shouldLetComplianceReadWhatWasSaidByPagesWithARecordOfEach() throws Exception {
        // Given
        create();
        Answer sent = post("send", TOKEN, body("m-1", group).put("content", "evidence"));
        ObjectNode look = JSON.createObjectNode()
                .put("conversationId", group)
                .put("limit", 1)
                .put("reason", "case 17");

        // When
        Answer newest = post("read-events", parley.adminToken(), look);
        Answer older = post("read-events", parley.adminToken(), look.deepCopy().put("before", sent.sequence()));
        Answer forABackEnd = post("read-events", TOKEN, look);
        Answer nothing = post(
                "read-events",
                parley.adminToken(),
                look.deepCopy().put("conversationId", UUID.randomUUID().toString()));

        // Then
        assertThat(newest.status()).as(newest.body().toString()).isEqualTo(200);
        assertThat(newest.body().path("events")).singleElement().satisfies(event -> {
            assertThat(event.path("sequence").asLong()).isEqualTo(sent.sequence());
            assertThat(event.path("content").asText()).isEqualTo("evidence");
        });
        assertThat(newest.body().path("complete").asBoolean()).isTrue();
        assertThat(newest.body().path("more").asBoolean()).isTrue();
        assertThat(older.body().path("events"))
                .singleElement()
                .satisfies(event -> assertThat(event.path("kind").asText()).isEqualTo("created"));
        assertThat(older.body().path("more").asBoolean()).isFalse();
        assertThat(older.body().path("audit").path("sequence").asLong())
                .isGreaterThan(newest.body().path("audit").path("sequence").asLong());
        assertThat(forABackEnd.status()).isEqualTo(403);
        assertThat(nothing.status()).isEqualTo(404);
    }

    private static String first(Answer conversation) {
        return conversation.body().path("members").path(0).path("userId").asText();
    }

    private Answer get(String pathAndQuery, String token) throws Exception {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(parley.admin().resolve("/v1/" + pathAndQuery))
                        .header("Authorization", "Bearer " + token)
                        .build(),
                BodyHandlers.ofString());
        return new Answer(answer.statusCode(), JSON.readTree(answer.body()));
    }

    private Answer create() throws Exception {
        ObjectNode body = body("create", group).put("kind", "group").put("title", "Order 17");
        body.putArray("members").add(aliceId).add(bobId);
        return post("create-conversation", TOKEN, body);
    }

    private Answer members(String act, String id, String member) throws Exception {
        ObjectNode body = body(id, group);
        body.putArray("members").add(member);
        return post(act, TOKEN, body);
    }

    private static ObjectNode body(String id, String conversationId) {
        return JSON.createObjectNode().put("id", id).put("conversationId", conversationId);
    }

    private Answer post(String act, String token, ObjectNode body) throws Exception {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(parley.admin().resolve("/v1/" + act))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body.toString()))
                        .build(),
                BodyHandlers.ofString());
        return new Answer(answer.statusCode(), JSON.readTree(answer.body()));
    }
}
