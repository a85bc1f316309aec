package io.parley.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.parley.admin.Admin;
import io.parley.admin.AdminAccess;
import io.parley.admin.AdminConfig;
import io.parley.admin.CommandAccess;
import io.parley.admin.SuspensionLimits;
import io.parley.admin.access.AdminTokens;
import io.parley.avro.Command;
import io.parley.gateway.client.TestClient;
import io.parley.runtime.authority.CommandSeals;
import io.parley.runtime.http.HttpPort;
import io.parley.runtime.kafka.Brokers;
import io.parley.runtime.proxy.ProxyRules;
import io.parley.runtime.registry.RegistryConfig;
import io.parley.schemas.CatalogueConfig;
import io.parley.schemas.GatewayId;
import io.parley.servers.RealServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Two gateways and the admin interface on a real broker and registry: who is cut off is gone, everywhere. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CutOffIT {

    private static final int TIMEOUT_MILLIS = 20_000;
    private static final Pattern CONTENT_LENGTH = Pattern.compile("(?i)\r\ncontent-length: (\\d+)\r\n");

    private static final String PREFIX = "cut-off-it.";
    private static final String OPERATOR = "a token of an operator's";
    private static final Duration EVERYWHERE_WITHIN = Duration.ofSeconds(5);
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    private static Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private Path keys;
    private TokenKey key;
    private TestLog log;
    private StandIn standIn;
    private Admin admin;
    private Gateway first;
    private Gateway second;
    private String user;

    @BeforeAll
    void start() throws Exception {
        RealServers servers = RealServers.get();
        CatalogueConfig catalogue = new CatalogueConfig(PREFIX, 4, 4, (short) 1, Duration.ofDays(1));
        log = new TestLog(servers.bootstrapServers(), servers.registryUrl(), catalogue);
        log.createTopics();
        standIn = new StandIn(log);
        keys = folder.resolve("keys.json");
        key = TokenKey.create("ES256", "current");
        Files.write(keys, TokenKey.published(key));
        Path tokens = folder.resolve("tokens");
        Files.writeString(tokens, "ann operator,support " + AdminTokens.digest(OPERATOR));
        admin = new Admin(
                new AdminConfig(
                        Brokers.at(servers.bootstrapServers()),
                        catalogue,
                        RegistryConfig.of(servers.registryUrl()),
                        new AdminAccess(
                                HttpPort.plain(new InetSocketAddress("127.0.0.1", 0)), ProxyRules.none(), tokens),
                        new SuspensionLimits(1_000, Duration.ofDays(1)),
                        new CommandAccess(CommandSeals.none(), Duration.ofSeconds(5)),
                        Optional.empty()),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
        admin.start();
        first = gateway("cut-off-1");
        second = gateway("cut-off-2");
    }

    @AfterAll
    void stop() {
        second.close();
        first.close();
        admin.close();
        standIn.close();
        log.close();
    }

    @BeforeEach
    void meetSomebodyNew() {
        user = "user-" + UUID.randomUUID();
    }

    @Test
    void shouldEndEverySessionOfASuspendedUserAndLetThemInAgainWhenResumed() throws Exception {
        // Given
        String bystander = "bystander-" + UUID.randomUUID();
        try (TestClient here = TestClient.connect(uri(first), token(user));
                TestClient there = TestClient.connect(uri(second), token(user));
                TestClient other = TestClient.connect(uri(second), token(bystander))) {
            here.awaitInbox();
            there.awaitInbox();
            other.awaitInbox();

            // When
            assertThat(act("suspend", "{\"userId\":\"" + user + "\",\"reason\":\"spam\"}")
                            .statusCode())
                    .isEqualTo(200);

            // Then
            await().atMost(EVERYWHERE_WITHIN).until(() -> here.isClosed() && there.isClosed());
            assertThat(List.of(here.awaitClose(), there.awaitClose())).containsExactly(4403, 4403);
            for (Gateway each : List.of(first, second)) {
                Answer refusal = handshake(each, token(user));
                assertThat(refusal.statusCode()).isEqualTo(403);
                assertThat(refusal.head().toLowerCase(Locale.ROOT)).contains("content-type: application/problem+json");
                assertThat(refusal.body()).contains("the user is suspended").doesNotContain("spam");
            }
            assertThat(other.isClosed()).isFalse();

            // And when
            act("resume", "{\"userId\":\"" + user + "\",\"reason\":\"appeal\"}");

            // Then
            awaitAdmitted(token(user));
        }
    }

    @Test
    void shouldRecordWhoWasLetInAndWhoWasRefusedAndShowTheNewestFirst() throws Exception {
        // Given
        String tokenId = UUID.randomUUID().toString();
        String token = key.token(user, HOUR, Map.of("jti", tokenId));
        try (TestClient here = TestClient.connect(uri(first), token)) {
            here.awaitInbox();
            act("suspend", "{\"userId\":\"" + user + "\",\"reason\":\"spam\"}");
            await().atMost(EVERYWHERE_WITHIN).until(here::isClosed);
        }
        assertThat(handshake(second, token).statusCode()).isEqualTo(403);

        // Then
        await().untilAsserted(() -> assertThat(signIns("").path("signIns")).hasSize(2));
        JsonNode newest = signIns("&limit=1");
        assertThat(newest.path("signIns").path(0).path("outcome").asText()).isEqualTo("suspended");
        assertThat(newest.path("signIns").path(0).path("gatewayId").asText()).isEqualTo("cut-off-2");
        assertThat(newest.path("more").asBoolean()).isTrue();
        JsonNode older = signIns("&before=" + newest.path("before").asText());
        assertThat(older.path("more").asBoolean()).isFalse();
        assertThat(older.path("signIns")).singleElement().satisfies(each -> {
            assertThat(each.path("outcome").asText()).isEqualTo("let-in");
            assertThat(each.path("gatewayId").asText()).isEqualTo("cut-off-1");
            assertThat(each.path("address").asText()).isEqualTo("127.0.0.1");
            assertThat(each.path("jti").asText()).isEqualTo(tokenId);
            assertThat(each.path("sessionId").asText()).isNotEmpty();
        });
    }

    @Test
    void shouldChangeNothingWhenACommandComesOnASocketThatIsStillHeld() throws Exception {
        // Given
        String conversation = UUID.randomUUID().toString();
        try (RawWebSocket held = new RawWebSocket(first.port(), "Authorization: Bearer " + token(user) + "\r\n")) {
            held.send(command("before", conversation));
            await().until(() -> commandsIn(conversation).contains("before"));

            // When
            act("suspend", "{\"userId\":\"" + user + "\",\"reason\":\"spam\"}");
            assertThat(held.read(RawWebSocket.CLOSE).closeCode()).isEqualTo(4403);
            held.send(command("after", conversation));

            // Then
            String marker = UUID.randomUUID().toString();
            try (TestClient other = TestClient.connect(uri(first), token("other-" + user))) {
                other.awaitInbox();
                other.message(marker, "later in the log than anything that was sent before");
                other.next("accepted");
            }
            assertThat(commandsIn(conversation)).containsExactly("before");
        }
    }

    @Test
    void shouldEndTokensThatWereIssuedBeforeASignOutAndTakeFreshOnes() throws Exception {
        // Given
        String old = token(user);
        try (TestClient here = TestClient.connect(uri(first), old)) {
            here.awaitInbox();

            // When
            act("sign-out", "{\"userId\":\"" + user + "\",\"reason\":\"telephone lost\"}");

            // Then
            await().atMost(EVERYWHERE_WITHIN).until(here::isClosed);
            assertThat(here.awaitClose()).isEqualTo(4403);
            Answer refusal = handshake(second, old);
            assertThat(refusal.statusCode()).isEqualTo(401);
            assertThat(refusal.body()).contains("the token was ended by an operator");
            // A token says in whole seconds when it was issued.
            await().until(() -> handshake(second, token(user)).statusCode() != 401);
        }
    }

    @Test
    void shouldEndOneTokenOrSignInAndNoOther() throws Exception {
        // Given
        String tokenId = UUID.randomUUID().toString();
        String signInId = UUID.randomUUID().toString();
        try (TestClient byToken =
                        TestClient.connect(uri(first), key.token(user, HOUR, Map.of("jti", tokenId, "sid", "s")));
                TestClient bySignIn =
                        TestClient.connect(uri(second), key.token(user, HOUR, Map.of("jti", "t", "sid", signInId)));
                TestClient other = TestClient.connect(uri(second), key.token(user, HOUR))) {
            byToken.awaitInbox();
            bySignIn.awaitInbox();
            other.awaitInbox();

            // When
            act("end-token", "{\"jti\":\"" + tokenId + "\",\"reason\":\"leaked\"}");
            act("end-sign-in", "{\"sid\":\"" + signInId + "\",\"reason\":\"signed out at the provider\"}");

            // Then
            await().atMost(EVERYWHERE_WITHIN).until(() -> byToken.isClosed() && bySignIn.isClosed());
            assertThat(List.of(byToken.awaitClose(), bySignIn.awaitClose())).containsExactly(4403, 4403);
            other.send("{\"type\":\"ping\"}");
            other.next("pong");
        }
    }

    @Test
    void shouldRefuseAFreshTokenOnALivingSessionWhenItWasEnded() throws Exception {
        // Given
        String tokenId = UUID.randomUUID().toString();
        act("end-token", "{\"jti\":\"" + tokenId + "\",\"reason\":\"leaked\"}");
        String ended = key.token(user, HOUR.multipliedBy(2), Map.of("jti", tokenId));
        await().until(() -> handshake(first, ended).statusCode() == 401);
        try (TestClient here = TestClient.connect(uri(first), token(user))) {
            here.awaitInbox();

            // When
            here.send("{\"type\":\"auth\",\"ref\":\"a\",\"token\":\"" + ended + "\"}");

            // Then
            assertThat(here.next("rejected").path("code").asText()).isEqualTo("forbidden");
            here.send("{\"type\":\"ping\"}");
            here.next("pong");
        }
    }

    @Test
    void shouldKnowWhoIsSuspendedBeforeItLetsAnybodyInWhenItStarts() throws Exception {
        // Given
        act("suspend", "{\"userId\":\"" + user + "\",\"reason\":\"spam\"}");

        // When
        try (Gateway late = gateway("cut-off-3")) {
            // Then
            assertThat(handshake(late, token(user)).statusCode()).isEqualTo(403);
        }
    }

    @Test
    void shouldEndTheSessionsOfAKeyThatWasTakenBack() throws Exception {
        // Given
        TokenKey leaked = TokenKey.create("RS256", "leaked");
        Files.write(keys, TokenKey.published(key, leaked));
        try (TestClient thief = TestClient.connect(uri(first), leaked.token(user, HOUR));
                TestClient owner = TestClient.connect(uri(first), key.token(user, HOUR))) {
            thief.awaitInbox();
            owner.awaitInbox();
            // The gateway looks each second, and has to have seen the key to miss it.
            String other = leaked.token("other-" + user, HOUR);
            await().during(Duration.ofSeconds(2))
                    .until(() -> handshake(first, other).statusCode() != 401);

            // When
            Files.write(keys, TokenKey.published(key));

            // Then
            await().atMost(EVERYWHERE_WITHIN).until(thief::isClosed);
            assertThat(thief.awaitClose()).isEqualTo(4401);
            assertThat(owner.isClosed()).isFalse();
        }
    }

    @Test
    void shouldDeleteTheTopicOfAGatewayThatHasEndedAndOfNoOther() throws Exception {
        // Given
        String topic = log.topics().deliveries(new GatewayId("cut-off-4")).name();
        String body = "{\"gatewayId\":\"cut-off-4\",\"reason\":\"scaled down\"}";
        Gateway ending = gateway("cut-off-4");

        // When
        HttpResponse<String> whileItLives = ask("retire", body);
        boolean kept = log.topicNames().contains(topic);
        ending.close();
        HttpResponse<String> afterwards = ask("retire", body);
        HttpResponse<String> unknown = ask("retire", "{\"gatewayId\":\"never-was\",\"reason\":\"scaled down\"}");

        // Then
        assertThat(whileItLives.statusCode()).as(whileItLives.body()).isEqualTo(409);
        assertThat(kept).isTrue();
        assertThat(afterwards.statusCode()).as(afterwards.body()).isEqualTo(200);
        assertThat(unknown.statusCode()).as(unknown.body()).isEqualTo(404);
        await().until(() -> !log.topicNames().contains(topic));
    }

    private Gateway gateway(String id) {
        RealServers servers = RealServers.get();
        Gateway gateway = new Gateway(
                GatewaySetup.config(
                        id,
                        servers.bootstrapServers(),
                        servers.registryUrl(),
                        PREFIX,
                        Map.of("token.jwks", keys.toUri().toString(), "token.audience", "*")),
                new StoredConversations());
        gateway.start();
        return gateway;
    }

    private void awaitAdmitted(String token) {
        for (Gateway each : List.of(first, second)) {
            await().atMost(EVERYWHERE_WITHIN).until(() -> handshake(each, token).statusCode() != 403);
            try (TestClient again = TestClient.connect(uri(each), token)) {
                again.awaitInbox();
            }
        }
    }

    /** What a gateway answers to a handshake: 101 if it lets the client in, which is gone at once. */
    private static Answer handshake(Gateway gateway, String token) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), uri(gateway).getPort())) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            String request = "GET /v1/connect HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n"
                    + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                    + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nAuthorization: Bearer " + token + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            StringBuilder head = new StringBuilder();
            while (!head.toString().endsWith("\r\n\r\n")) {
                head.append((char) in.read());
            }
            Matcher length = CONTENT_LENGTH.matcher(head);
            byte[] body = in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
            return new Answer(
                    Integer.parseInt(head.substring("HTTP/1.1 ".length(), "HTTP/1.1 ".length() + 3)),
                    head.toString(),
                    new String(body, StandardCharsets.UTF_8));
        }
    }

    private record Answer(int statusCode, String head, String body) {}

    private JsonNode signIns(String further) throws Exception {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:"
                                + admin.address().getPort() + "/v1/sign-ins?userId=" + user + further))
                        .header("Authorization", "Bearer " + OPERATOR)
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new ObjectMapper().readTree(answer.body());
    }

    private HttpResponse<String> act(String name, String body) throws Exception {
        HttpResponse<String> answer = ask(name, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    private HttpResponse<String> ask(String name, String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + admin.address().getPort() + "/v1/" + name))
                        .header("Authorization", "Bearer " + OPERATOR)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private List<String> commandsIn(String conversation) {
        return log.all(log.topics().commands()).stream()
                .filter(command -> command.key().equals(conversation))
                .map(TestLog.Written::value)
                .map(Command::getCommandId)
                .toList();
    }

    private static String command(String id, String conversation) {
        return "{\"type\":\"send\",\"id\":\"" + id + "\",\"conversationId\":\"" + conversation
                + "\",\"content\":\"hello\"}";
    }

    private static URI uri(Gateway gateway) {
        return URI.create("http://127.0.0.1:" + gateway.port());
    }

    private String token(String userId) throws Exception {
        return key.token(userId, HOUR, Map.of());
    }
}
