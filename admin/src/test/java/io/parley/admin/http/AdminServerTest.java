package io.parley.admin.http;

import io.parley.admin.access.AdminTokens;
import io.parley.admin.access.Caller;
import io.parley.admin.access.Role;
import io.parley.admin.act.Act;
import io.parley.admin.act.ActRefusedException;
import io.parley.admin.act.ConversationAct;
import io.parley.admin.act.ReadEvents;
import io.parley.avro.Add;
import io.parley.avro.ChangeRole;
import io.parley.avro.ConversationKind;
import io.parley.avro.Create;
import io.parley.avro.Send;
import io.parley.runtime.http.HttpPort;
import io.parley.runtime.proxy.AddressRange;
import io.parley.runtime.proxy.ProxyHeader;
import io.parley.runtime.proxy.ProxyRules;
import io.parley.schemas.CommandId;
import io.parley.schemas.ConversationId;
import io.parley.schemas.GatewayId;
import io.parley.schemas.UserId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/** The interface over a real socket, with acts that are kept instead of done. */
class AdminServerTest {

    private static final InetSocketAddress ANY = new InetSocketAddress("127.0.0.1", 0);
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String GROUP = "0b8f6c1e-7a55-4d0e-9c1a-3f5b2f0a6d11";
    private static final UserId SHOP = new UserId("shop-bot");
    private static final Duration MEMORY = Duration.ofDays(30);

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final FakeActs acts = new FakeActs();
    private final List<String> outcomes = new ArrayList<>();
    private Path file;
    private AdminServer server;

    @BeforeEach
    void start() throws IOException {
        file = folder.resolve("tokens");
        Files.writeString(
                file,
                String.join(
                        "\n",
                        "# who may what",
                        "",
                        "ann operator " + AdminTokens.digest("token-of-ann"),
                        "sue support " + AdminTokens.digest("token-of-sue"),
                        "joe compliance " + AdminTokens.digest("token-of-joe"),
                        "shop create,send,members " + AdminTokens.digest("token-of-shop") + " shop-bot",
                        "form send,on-behalf " + AdminTokens.digest("token-of-form")));
        server = new AdminServer(
                HttpPort.plain(ANY),
                new Callers(
                        new AdminTokens(file),
                        new ProxyRules(List.of(AddressRange.parse("127.0.0.1")), ProxyHeader.X_FORWARDED_FOR, false)),
                new ActReader(Clock.fixed(NOW, ZoneOffset.UTC), MEMORY),
                acts,
                acts,
                (act, status) -> outcomes.add(act + " " + status));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void shouldDoAnActForWhoMayAndSayWhoItWas() throws Exception {
        // When
        HttpResponse<String> answer = post("/v1/suspend", "ann", "{\"userId\":\"auth0|a\",\"reason\":\"spam\"}");

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(acts.done).containsExactly(new Act.Suspend(new UserId("auth0|a"), Optional.empty(), "spam"));
        assertThat(acts.callers).singleElement().satisfies(caller -> {
            assertThat(caller.name()).isEqualTo("ann");
            assertThat(caller.roles()).isEqualTo(Set.of(Role.OPERATOR));
            assertThat(caller.address()).isEqualTo("127.0.0.1");
        });
        assertThat(outcomes).containsExactly("suspend 200");
    }

    @Test
    void shouldReadEveryKindOfAct() throws Exception {
        // When
        post("/v1/suspend", "ann", "{\"userId\":\"a\",\"until\":\"2026-01-02T00:00:00+01:00\",\"reason\":\"r\"}");
        post("/v1/resume", "ann", "{\"userId\":\"a\",\"reason\":\"r\"}");
        post("/v1/sign-out", "sue", "{\"userId\":\"a\",\"reason\":\"r\"}");
        post("/v1/end-token", "sue", "{\"jti\":\"t\",\"reason\":\"r\"}");
        post("/v1/end-sign-in", "sue", "{\"sid\":\"s\",\"until\":\"2026-02-01T00:00:00Z\",\"reason\":\"r\"}");
        post("/v1/retire", "ann", "{\"gatewayId\":\"gateway-1\",\"reason\":\"r\"}");

        // Then
        assertThat(acts.done)
                .containsExactly(
                        new Act.Suspend(new UserId("a"), Optional.of(Instant.parse("2026-01-01T23:00:00Z")), "r"),
                        new Act.Resume(new UserId("a"), "r"),
                        new Act.SignOut(new UserId("a"), NOW, "r"),
                        new Act.EndToken("t", NOW.plus(MEMORY), "r"),
                        new Act.EndSignIn("s", Instant.parse("2026-02-01T00:00:00Z"), "r"),
                        new Act.Retire(new GatewayId("gateway-1"), "r"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "/v1/suspend; sue; 403; none of your roles may do that",
                "/v1/suspend; joe; 403; none of your roles may do that",
                "/v1/resume; sue; 403; none of your roles may do that",
                "/v1/sign-out; joe; 403; none of your roles may do that",
                "/v1/suspend; nobody; 401; the token is not known",
                "/v1/nothing; ann; 404; there is nothing here",
                "/v1/suspend/; ann; 404; there is nothing here",
                "/; ann; 404; there is nothing here",
                "/v1/nothing; nobody; 401; the token is not known",
            })
    void shouldRefuseWhoMayNot(String path, String who, int status, String detail) throws Exception {
        // When
        HttpResponse<String> answer = post(path, who, "{\"userId\":\"alice\",\"reason\":\"spam\"}");

        // Then
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
        assertThat(answer.body()).contains(detail).doesNotContain("token-of");
        assertThat(acts.done).isEmpty();
    }

    @Test
    void shouldAskForATokenWhenThereIsNone() throws Exception {
        // When
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(uri("/v1/suspend"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"userId\":\"alice\",\"reason\":\"spam\"}"))
                        .build(),
                BodyHandlers.ofString());

        // Then
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("www-authenticate")).contains("Bearer");
        assertThat(acts.done).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{\"reason\":\"r\"}; userId: missing",
                "{\"userId\":\"no user\",\"reason\":\"r\"}; userId: (expected: ",
                "{\"userId\":7,\"reason\":\"r\"}; userId: (expected: a text)",
                "{\"userId\":\"a\"}; reason: missing",
                "{\"userId\":\"a\",\"reason\":\" \"}; reason: (expected: 1 to 500",
                "{\"userId\":\"a\",\"reason\":\"a\\nb\"}; reason: (expected: 1 to 500",
                "{\"userId\":\"a\",\"reason\":\"r\",\"untill\":\"2027-01-01T00:00:00Z\"}; a field that is not known",
                "{\"userId\":\"a\",\"reason\":\"r\",\"until\":\"tomorrow\"}; until: (expected: a time such as",
                "{\"userId\":\"a\",\"reason\":\"r\",\"until\":null}; until: (expected: a text)",
                "{\"userId\":\"a\",\"reason\":\"r\",\"until\":\"2025-12-31T00:00:00Z\"}; (expected: a time to come)",
                "{\"userId\":\"a\",\"reason\":\"r\",\"until\":\"+20000-01-01T00:00:00Z\"}; (expected: a time in the years",
                "{\"userId\":\"a\",\"userId\":\"b\",\"reason\":\"r\"}; the body is no JSON object",
                "[]; the body is no JSON object",
                "{} {}; the body is no JSON object",
                "nothing; the body is no JSON object",
                "``; the body is no JSON object",
            })
    void shouldSayWhatIsWrongWithARequest(String body, String detail) throws Exception {
        // When
        HttpResponse<String> answer = post("/v1/suspend", "ann", body);

        // Then
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains(detail);
        assertThat(acts.done).isEmpty();
        assertThat(outcomes).containsExactly("suspend 400");
    }

    @Test
    void shouldNotSignOutBeforeATimeToCome() throws Exception {
        // When
        HttpResponse<String> answer = post(
                "/v1/sign-out", "ann", "{\"userId\":\"a\",\"reason\":\"r\",\"issuedBefore\":\"2026-01-01T00:00:01Z\"}");

        // Then
        assertThat(answer.statusCode()).isEqualTo(400);
    }

    @Test
    void shouldReadNoBodyThatIsTooLargeOrOfAnotherType() throws Exception {
        // When
        HttpResponse<String> large =
                post("/v1/suspend", "ann", "{\"userId\":\"a\",\"reason\":\"" + "x".repeat(300_000) + "\"}");
        HttpResponse<String> form = http.send(
                request("/v1/suspend", "ann")
                        .header("Content-Type", "text/plain")
                        .POST(BodyPublishers.ofString("{\"userId\":\"a\",\"reason\":\"r\"}"))
                        .build(),
                BodyHandlers.ofString());
        HttpResponse<String> get = http.send(request("/v1/suspend", "ann").GET().build(), BodyHandlers.ofString());

        // Then
        assertThat(large.statusCode()).isEqualTo(413);
        assertThat(form.statusCode()).isEqualTo(415);
        assertThat(get.statusCode()).isEqualTo(405);
        assertThat(get.headers().firstValue("allow")).contains("POST");
        assertThat(acts.done).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void shouldSayThatAnActWasRefused(ActRefusedException.Kind kind) throws Exception {
        // Given
        acts.refusal = new ActRefusedException(kind, "as things are");

        // When
        HttpResponse<String> answer = post("/v1/suspend", "ann", "{\"userId\":\"alice\",\"reason\":\"spam\"}");

        // Then
        assertThat(answer.statusCode()).isIn(404, 409, 503);
        assertThat(answer.body()).contains("as things are");
    }

    @Test
    void shouldRecogniseCallersByTheFileAsItIsNow() throws Exception {
        // Given
        Files.writeString(file, "ann operator " + AdminTokens.digest("another-token"));

        // When
        HttpResponse<String> old = get("/v1/suspensions", "ann");
        Files.writeString(file, "ann operator nonsense");
        HttpResponse<String> whenBroken = get("/v1/suspensions", "ann");

        // Then
        assertThat(old.statusCode()).isEqualTo(401);
        assertThat(whenBroken.statusCode()).isEqualTo(503);
        assertThat(whenBroken.body()).doesNotContain("nonsense");
    }

    @Test
    void shouldReadActsOnConversations() throws Exception {
        // When
        post("/v1/create-conversation", "shop", "{\"id\":\"1\",\"kind\":\"direct\",\"members\":[\"a\"]}");
        post(
                "/v1/add-members",
                "shop",
                "{\"id\":\"2\",\"conversationId\":\"" + GROUP + "\",\"members\":[\"b\",\"b\"]}");
        post("/v1/send", "form", "{\"id\":\"3\",\"conversationId\":\"" + GROUP + "\",\"content\":\"hi\",\"as\":\"a\"}");
        post(
                "/v1/set-role",
                "ann",
                "{\"id\":\"4\",\"conversationId\":\"" + GROUP
                        + "\",\"members\":[\"b\"],\"role\":\"owner\",\"reason\":\"r\"}");

        // Then
        assertThat(acts.done)
                .containsExactly(
                        new ConversationAct(
                                ConversationAct.Kind.CREATE_CONVERSATION,
                                ConversationId.direct(SHOP, new UserId("a")),
                                new CommandId("1"),
                                SHOP,
                                false,
                                new Create(ConversationKind.DIRECT, List.of("a"), null),
                                ""),
                        new ConversationAct(
                                ConversationAct.Kind.ADD_MEMBERS,
                                ConversationId.parse(GROUP),
                                new CommandId("2"),
                                SHOP,
                                false,
                                new Add(List.of("b")),
                                ""),
                        new ConversationAct(
                                ConversationAct.Kind.SEND,
                                ConversationId.parse(GROUP),
                                new CommandId("3"),
                                new UserId("a"),
                                true,
                                new Send("hi", "text/plain", false, null, null),
                                ""),
                        new ConversationAct(
                                ConversationAct.Kind.SET_ROLE,
                                ConversationId.parse(GROUP),
                                new CommandId("4"),
                                new UserId("ann"),
                                false,
                                new ChangeRole(List.of("b"), io.parley.avro.Role.OWNER),
                                "r"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "shop; send; `\"content\":\"hi\",\"as\":\"a\"`; 403; none of your roles",
                "ann; send; `\"content\":\"hi\",\"reason\":\"r\"`; 403; none of your roles",
                "form; add-members; `\"members\":[\"b\"]`; 403; none of your roles",
                "ann; add-members; `\"members\":[\"b\"]`; 400; reason: missing",
                "shop; add-members; `\"members\":[]`; 400; members: (expected: one user id or more)",
                "shop; add-members; `\"members\":[\"no user\"]`; 400; members: (expected: ",
                "shop; send; `\"content\":\"\"`; 400; content: (expected: 1 to 16384",
                "shop; send; `\"content\":\"a\\ud800\"`; 400; content: (expected: Unicode text",
                "shop; send; `\"content\":\"a\",\"contentType\":\"text\"`; 400; contentType: (expected: ",
                "shop; send; `\"content\":\"a\",\"encrypted\":1`; 400; encrypted: (expected: true or false)",
                "shop; rename; `\"title\":\" \"`; 400; title: (expected: ",
                "shop; set-role; `\"members\":[\"b\"],\"role\":\"boss\"`; 400; role: (expected: owner or member)",
                "shop; create-conversation; `\"kind\":\"direct\",\"members\":[\"b\"]`; 400; conversationId: (expected: none",
            })
    void shouldRefuseWhatIsWrongOrNotAllowedInAConversation(
            String who, String act, String fields, int status, String detail) throws Exception {
        // When
        HttpResponse<String> answer =
                post("/v1/" + act, who, "{\"id\":\"1\",\"conversationId\":\"" + GROUP + "\"," + fields + "}");

        // Then
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains(detail);
        assertThat(acts.done).isEmpty();
    }

    @Test
    void shouldSayTheCodeOfACommandThatWasRefused() throws Exception {
        // Given
        acts.refusal = ActRefusedException.ofCommand(ActRefusedException.Kind.CONFLICT, "too_many_members", "full");

        // When
        HttpResponse<String> answer = post(
                "/v1/add-members", "shop", "{\"id\":\"2\",\"conversationId\":\"" + GROUP + "\",\"members\":[\"b\"]}");

        // Then
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("\"code\":\"too_many_members\"");
    }

    @Test
    void shouldLookAtUsersAndConversationsForWhoMay() throws Exception {
        assertThat(get("/v1/user?userId=auth0%7Ca&after=x&limit=3", "sue").body())
                .isEqualTo("{\"user\":\"auth0|a\",\"after\":\"x\",\"preferences\":true,\"limit\":3}\n");
        assertThat(get("/v1/conversation?conversationId=" + GROUP, "joe").body())
                .isEqualTo("{\"conversation\":\"" + GROUP + "\",\"limit\":100}\n");
        assertThat(get("/v1/user?userId=a", "shop").statusCode()).isEqualTo(403);
        assertThat(get("/v1/conversation?conversationId=" + GROUP, "form").statusCode())
                .isEqualTo(403);
        assertThat(get("/v1/user", "ann").statusCode()).isEqualTo(400);
        assertThat(get("/v1/user?userId=no+user", "ann").statusCode()).isEqualTo(400);
        assertThat(get("/v1/conversation?conversationId=1", "ann").body())
                .contains("conversationId: (expected: a UUID");
    }

    @Test
    void shouldShowWhatUsersKeepToThemselvesToSupportAndComplianceAlone() throws Exception {
        assertThat(get("/v1/user?userId=a", "sue").body()).contains("\"preferences\":true");
        assertThat(get("/v1/user?userId=a", "joe").body()).contains("\"preferences\":true");
        assertThat(get("/v1/user?userId=a", "ann").body()).contains("\"preferences\":false");
        assertThat(get("/v1/sign-ins?userId=a&limit=3", "sue").body())
                .isEqualTo("{\"user\":\"a\",\"before\":-1,\"limit\":3}\n");
        assertThat(get("/v1/sign-ins?userId=a&before=17", "joe").body())
                .isEqualTo("{\"user\":\"a\",\"before\":17,\"limit\":100}\n");
        assertThat(get("/v1/sign-ins?userId=a", "ann").statusCode()).isEqualTo(403);
        assertThat(get("/v1/sign-ins?userId=a", "shop").statusCode()).isEqualTo(403);
        assertThat(get("/v1/sign-ins?userId=a&before=x", "sue").body()).contains("before: (expected: ");
        assertThat(get("/v1/sign-ins?userId=a&before=-1", "sue").statusCode()).isEqualTo(400);
    }

    @Test
    void shouldLetComplianceReadEventsForAReason() throws Exception {
        // When
        HttpResponse<String> newest =
                post("/v1/read-events", "joe", "{\"conversationId\":\"" + GROUP + "\",\"reason\":\"case 17\"}");
        HttpResponse<String> older = post(
                "/v1/read-events",
                "joe",
                "{\"conversationId\":\"" + GROUP + "\",\"before\":9,\"limit\":200,\"reason\":\"case 17\"}");
        HttpResponse<String> operator =
                post("/v1/read-events", "ann", "{\"conversationId\":\"" + GROUP + "\",\"reason\":\"case 17\"}");
        HttpResponse<String> tooMany = post(
                "/v1/read-events",
                "joe",
                "{\"conversationId\":\"" + GROUP + "\",\"limit\":201,\"reason\":\"case 17\"}");

        // Then
        assertThat(newest.statusCode()).isEqualTo(200);
        assertThat(older.statusCode()).isEqualTo(200);
        assertThat(operator.statusCode()).isEqualTo(403);
        assertThat(tooMany.body()).contains("limit: (expected: a whole number, 1 to 200)");
        assertThat(acts.done)
                .containsExactly(
                        new ReadEvents(ConversationId.parse(GROUP), OptionalLong.empty(), 50, "case 17"),
                        new ReadEvents(ConversationId.parse(GROUP), OptionalLong.of(9), 200, "case 17"));
    }

    @ParameterizedTest
    @CsvSource({"waiting, 202", "held, 202", "done, 200", "unchanged, 200"})
    void shouldAnswerAcceptedWhenACommandHasNoEffectYet(String outcome, int status) throws Exception {
        // Given
        acts.outcome = outcome;

        // When
        HttpResponse<String> answer = post(
                "/v1/add-members", "shop", "{\"id\":\"2\",\"conversationId\":\"" + GROUP + "\",\"members\":[\"b\"]}");

        // Then
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(outcomes).containsExactly("add-members " + status);
    }

    @Test
    void shouldFindTheCallerBehindATrustedProxy() throws Exception {
        // When
        var unused = http.send(
                request("/v1/suspend", "ann")
                        .header("Content-Type", "application/json")
                        .header("X-Forwarded-For", "1.1.1.1, 192.0.2.7")
                        .POST(BodyPublishers.ofString("{\"userId\":\"a\",\"reason\":\"r\"}"))
                        .build(),
                BodyHandlers.ofString());

        // Then
        assertThat(acts.callers).singleElement().extracting(Caller::address).isEqualTo("192.0.2.7");
    }

    @Test
    void shouldShowSuspensionsToNoBackEnd() throws Exception {
        assertThat(get("/v1/suspensions", "shop").statusCode()).isEqualTo(403);
    }

    @Test
    void shouldListForEverybodyWhoIsKnown() throws Exception {
        assertThat(get("/v1/suspensions?after=user%3Aa&limit=7", "joe").body())
                .isEqualTo("{\"after\":\"user:a\",\"limit\":7}\n");
        assertThat(get("/v1/suspensions?userId=a%2Bb", "sue").body()).isEqualTo("{\"userId\":\"a+b\"}\n");
        assertThat(get("/v1/suspensions?limit=0", "sue").statusCode()).isEqualTo(400);
        assertThat(get("/v1/suspensions?limit=x", "sue").statusCode()).isEqualTo(400);
        assertThat(get("/v1/suspensions", "nobody").statusCode()).isEqualTo(401);
    }

    private HttpResponse<String> post(String path, String who, String body) throws Exception {
        return http.send(
                request(path, who)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body == null ? "" : body))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path, String who) throws Exception {
        return http.send(request(path, who).GET().build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path, String who) {
        return HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer token-of-" + who);
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.address().getPort() + path);
    }
}
