package io.parley.gateway;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.parley.avro.ConversationKind;
import io.parley.avro.Event;
import io.parley.avro.InboxEntry;
import io.parley.avro.Message;
import io.parley.avro.SessionState;
import io.parley.gateway.RawWebSocket.Frame;
import io.parley.gateway.client.TestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class PublicPortTest {

    private static final String GROUP = "0190163d-8694-739b-aea5-966c26f8ad91";

    private final HttpClient http = HttpClient.newHttpClient();
    private LoopbackGateway gateway = LoopbackGateway.usual();

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void shouldLetABrowserInWhenTheTokenIsAmongTheSubprotocols() throws Exception {
        // When
        try (RawWebSocket socket = new RawWebSocket(
                gateway.port(), "Sec-WebSocket-Protocol: parley.v1.json, bearer." + gateway.token("alice") + "\r\n")) {
            // Then
            assertThat(socket.answer())
                    .startsWith("HTTP/1.1 101 ")
                    .containsIgnoringCase("sec-websocket-protocol: parley.v1.json\r\n")
                    .doesNotContain("bearer");
            assertThat(socket.read().text()).contains("\"type\":\"ready\"").contains("\"userId\":\"alice\"");
        }
    }

    @Test
    void shouldNotNameASubprotocolWhenTheClientOffersNone() throws Exception {
        // When
        try (RawWebSocket socket = connect("alice")) {
            // Then
            assertThat(socket.answer())
                    .startsWith("HTTP/1.1 101 ")
                    .doesNotContainIgnoringCase("sec-websocket-protocol");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Authorization: Bearer rubbish | 401 | www-authenticate: Bearer error=\"invalid_token\"",
                "X-Nothing: 1 | 401 | www-authenticate: Bearer",
                "Sec-WebSocket-Protocol: chat, superchat | 400 | content-type: application/problem+json",
                "Origin: https://evil.example | 403 | content-type: application/problem+json",
            })
    void shouldRefuseBeforeTheUpgradeWhenAHandshakeIsNotInOrder(String header, int status, String expected)
            throws Exception {
        // When
        try (RawWebSocket socket = new RawWebSocket(gateway.port(), header + "\r\n")) {
            // Then
            assertThat(socket.answer())
                    .startsWith("HTTP/1.1 " + status)
                    .containsIgnoringCase(expected)
                    .containsIgnoringCase("content-type: application/problem+json");
        }
        assertThat(gateway.changes).isEmpty();
    }

    @Test
    void shouldAskToComeBackWhenItIsNotReadyOrFull() throws Exception {
        // Given
        gateway.close();
        gateway = LoopbackGateway.with("gateway.max-connections", "1");

        try (RawWebSocket first = connect("alice")) {
            // When
            String whenFull = refused("bob");
            gateway.obstacle = "the gateway is draining";
            String whenDraining = refused("bob");
            gateway.obstacle = null;

            // Then
            assertThat(first.answer()).startsWith("HTTP/1.1 101");
            assertThat(whenFull).startsWith("HTTP/1.1 503").containsIgnoringCase("retry-after: ");
            assertThat(whenDraining).startsWith("HTTP/1.1 503").containsIgnoringCase("retry-after: ");
        }
        await().untilAsserted(() -> {
            try (RawWebSocket next = connect("bob")) {
                assertThat(next.answer()).startsWith("HTTP/1.1 101");
            }
        });
    }

    @Test
    void shouldLetPagesInWhenTheyAreItsOwnOrConfigured() throws Exception {
        // Given
        gateway.close();
        gateway = LoopbackGateway.with("gateway.allowed-origins", "https://chat.example");

        for (String origin : List.of("http://127.0.0.1:" + gateway.port(), "https://Chat.example")) {
            // When
            try (RawWebSocket socket =
                    new RawWebSocket(gateway.port(), authorization("alice") + "Origin: " + origin + "\r\n")) {
                // Then
                assertThat(socket.answer()).startsWith("HTTP/1.1 101");
            }
        }
    }

    @Test
    void shouldCompressWithoutContextWhenTheClientOffersCompression() throws Exception {
        // Given
        gateway.inboxes.put("alice", List.of(entry()));
        try (RawWebSocket socket = new RawWebSocket(
                gateway.port(), authorization("alice") + "Sec-WebSocket-Extensions: permessage-deflate\r\n")) {
            assertThat(socket.answer())
                    .contains("permessage-deflate")
                    .contains("server_no_context_takeover")
                    .contains("client_no_context_takeover");
            Frame ready = socket.read();
            Frame inbox = socket.read();

            // When
            gateway.event(message(11, "text ".repeat(1_000)), "alice");
            gateway.event(message(12, "text ".repeat(1_000)), "alice");

            // Then
            assertThat(ready.text()).contains("ready");
            assertThat(inbox.text()).contains(GROUP);
            for (int sequence = 11; sequence <= 12; sequence++) {
                Frame event = socket.read();
                assertThat(event.compressed()).isTrue();
                assertThat(event.length()).isLessThan(1_000);
                assertThat(event.text()).contains("\"sequence\":" + sequence);
            }
            socket.sendCompressed("{\"type\":\"ping\"}".getBytes(StandardCharsets.UTF_8));
            assertThat(socket.read().text()).isEqualTo("{\"type\":\"pong\"}");
        }
    }

    @Test
    void shouldCloseWhenACompressedFrameIsABomb() throws Exception {
        // Given
        try (RawWebSocket socket = new RawWebSocket(
                gateway.port(), authorization("alice") + "Sec-WebSocket-Extensions: permessage-deflate\r\n")) {
            // When
            socket.sendCompressed(new byte[8 << 20]);

            // Then
            assertThat(socket.read(RawWebSocket.CLOSE).closeCode()).isEqualTo(1009);
        }
    }

    @Test
    void shouldBoundACompressedFrameByItsTextAlone() throws Exception {
        // Given
        String offer = "Sec-WebSocket-Extensions: permessage-deflate\r\n";
        try (RawWebSocket largest = new RawWebSocket(gateway.port(), authorization("alice") + offer);
                RawWebSocket tooLarge = new RawWebSocket(gateway.port(), authorization("alice") + offer)) {
            largest.read();
            largest.read();

            // When
            largest.sendCompressed(ping(LoopbackGateway.MAX_FRAME_BYTES));
            tooLarge.sendCompressed(ping(LoopbackGateway.MAX_FRAME_BYTES + 1));

            // Then
            assertThat(largest.read().text()).isEqualTo("{\"type\":\"pong\"}");
            assertThat(tooLarge.read(RawWebSocket.CLOSE).closeCode()).isEqualTo(1009);
        }
    }

    @Test
    void shouldAnswerACloseFrameWithoutStatusByOneWithout() throws Exception {
        // Given
        try (RawWebSocket socket = connect("alice")) {
            // When
            socket.send(0x80 | RawWebSocket.CLOSE, new byte[0], true);

            // Then
            assertThat(socket.read(RawWebSocket.CLOSE).length()).isZero();
            assertThat(socket.isEnded()).isTrue();
        }
    }

    @Test
    void shouldTakeAFrameOfTheLargestSizeInFragmentsAndWhole() throws Exception {
        // Given
        try (RawWebSocket socket = connect("alice")) {
            byte[] largest = ping(LoopbackGateway.MAX_FRAME_BYTES);
            socket.read();
            socket.read();

            // When
            socket.send(new String(largest, StandardCharsets.UTF_8));
            socket.sendFragment(RawWebSocket.TEXT, false, slice(largest, 0, 70_000));
            socket.send(0x80 | RawWebSocket.PING, new byte[] {1, 2}, true);
            socket.sendFragment(RawWebSocket.CONTINUATION, true, slice(largest, 70_000, largest.length));

            // Then
            assertThat(socket.read().text()).isEqualTo("{\"type\":\"pong\"}");
            assertThat(socket.read(RawWebSocket.PONG).bytes()).containsExactly(1, 2);
            assertThat(socket.read(RawWebSocket.TEXT).text()).isEqualTo("{\"type\":\"pong\"}");
        }
    }

    @Test
    void shouldSayTooLargeWhenAFrameIs() throws Exception {
        // Given
        byte[] tooLarge = ping(LoopbackGateway.MAX_FRAME_BYTES + 1);

        // When
        try (RawWebSocket whole = connect("alice");
                RawWebSocket fragments = connect("alice");
                RawWebSocket huge = connect("alice")) {
            whole.send(new String(tooLarge, StandardCharsets.UTF_8));
            fragments.sendFragment(RawWebSocket.TEXT, false, slice(tooLarge, 0, 70_000));
            fragments.sendFragment(RawWebSocket.CONTINUATION, true, slice(tooLarge, 70_000, tooLarge.length));
            huge.send("x".repeat(4 << 20));

            // Then
            for (RawWebSocket socket : List.of(whole, fragments, huge)) {
                assertThat(socket.read(RawWebSocket.CLOSE).closeCode()).isEqualTo(1009);
                assertThat(socket.isEnded()).isTrue();
            }
        }
    }

    @Test
    void shouldSayWhyWhenAFrameIsNoneOfOurs() throws Exception {
        // When
        try (RawWebSocket binary = connect("alice");
                RawWebSocket reserved = connect("alice");
                RawWebSocket unmasked = connect("alice");
                RawWebSocket notUtf8 = connect("alice")) {
            binary.sendFragment(RawWebSocket.BINARY, false, new byte[10]);
            reserved.send(0x80 | 0x40 | RawWebSocket.TEXT, "{}".getBytes(StandardCharsets.UTF_8), true);
            unmasked.send(0x80 | RawWebSocket.TEXT, "{}".getBytes(StandardCharsets.UTF_8), false);
            notUtf8.send(0x80 | RawWebSocket.TEXT, new byte[] {'"', (byte) 0xC3, '"'}, true);

            // Then
            assertThat(binary.read(RawWebSocket.CLOSE).closeCode()).isEqualTo(1003);
            assertThat(reserved.read(RawWebSocket.CLOSE).closeCode()).isEqualTo(1002);
            assertThat(unmasked.read(RawWebSocket.CLOSE).closeCode()).isEqualTo(1002);
            assertThat(notUtf8.read(RawWebSocket.CLOSE).closeCode()).isEqualTo(1007);
        }
    }

    @Test
    void shouldCloseWhenTenTextsInARowAreNoObjects() {
        // Given
        try (TestClient client = TestClient.of(gateway.uri(), "alice")) {
            // When
            for (int i = 0; i < 10; i++) {
                client.send("not JSON");
            }

            // Then
            assertThat(client.awaitClose()).isEqualTo(4400);
            assertThat(client.received().stream()
                            .filter(frame -> frame.path("code").asText().equals("bad_frame")))
                    .hasSize(10);
        }
    }

    @Test
    void shouldAnswerTheClientsCloseAndReportTheEndWhenItLeaves() throws Exception {
        // Given
        try (RawWebSocket socket = connect("alice")) {
            socket.read();

            // When
            socket.send(0x80 | RawWebSocket.CLOSE, new byte[] {0x03, (byte) 0xE8}, true);

            // Then
            assertThat(socket.read(RawWebSocket.CLOSE).closeCode()).isEqualTo(1000);
            assertThat(socket.isEnded()).isTrue();
            await().untilAsserted(() -> assertThat(gateway.changes)
                    .extracting(change -> change.getChange())
                    .containsExactly(SessionState.CONNECTED, SessionState.DISCONNECTED));
        }
    }

    @Test
    void shouldPingAndGiveAClientUpWhenItIsSilent() throws Exception {
        // Given
        gateway.close();
        gateway = LoopbackGateway.with("gateway.heartbeat-interval", "300ms", "gateway.idle-timeout", "900ms");

        // When
        try (RawWebSocket socket = connect("alice")) {
            // Then
            assertThat(socket.read(RawWebSocket.PING).opcode()).isEqualTo(RawWebSocket.PING);
            assertThat(socket.read(RawWebSocket.CLOSE).closeCode()).isEqualTo(4408);
        }
    }

    @Test
    void shouldCloseWhenTheTokenExpires() throws Exception {
        // Given
        SignedJWT token = new SignedJWT(
                new JWSHeader(JWSAlgorithm.HS256),
                new JWTClaimsSet.Builder()
                        .subject("alice")
                        .expirationTime(Date.from(Instant.now().plusSeconds(2)))
                        .build());
        token.sign(new MACSigner(gateway.auth.secret().orElseThrow()));

        // When
        try (TestClient client = TestClient.connect(gateway.uri(), token.serialize())) {
            // Then
            assertThat(client.awaitClose()).isEqualTo(4401);
        }
    }

    @Test
    void shouldServeTheWebChatWithTheHeadersABrowserExpects() throws Exception {
        // When
        HttpResponse<String> script = get("/parley-client.js");

        // Then
        assertThat(script.statusCode()).isEqualTo(200);
        assertThat(script.headers().firstValue("content-type")).hasValue("text/javascript; charset=utf-8");
        assertThat(script.headers().firstValue("x-content-type-options")).hasValue("nosniff");
        assertThat(script.headers().firstValue("cache-control")).hasValue("no-cache");
        assertThat(script.headers().firstValue("content-security-policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .startsWith("default-src 'none'; script-src 'self'; style-src 'self';")
                        .contains("connect-src 'self'")
                        .contains("frame-ancestors 'none'")
                        .doesNotContain("unsafe"));
        assertThat(script.headers().firstValue("referrer-policy")).hasValue("no-referrer");
        assertThat(script.headers().firstValue("cross-origin-opener-policy")).hasValue("same-origin");
        assertThat(script.headers().firstValue("permissions-policy"))
                .hasValueSatisfying(policy -> assertThat(policy).contains("camera=()"));
        assertThat(script.headers().firstValue("strict-transport-security")).isEmpty();
        String etag = script.headers().firstValue("etag").orElseThrow();
        assertThat(send(request("/parley-client.js").header("If-None-Match", etag))
                        .statusCode())
                .isEqualTo(304);
        HttpResponse<String> head = send(request("/parley-client.js").method("HEAD", BodyPublishers.noBody()));
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("content-length"))
                .hasValue(Integer.toString(script.body().getBytes(StandardCharsets.UTF_8).length));
    }

    @Test
    void shouldKnowNothingElse() throws Exception {
        assertThat(get("/nothing").statusCode()).isEqualTo(404);
        for (String management : List.of("/metrics", "/healthz", "/readyz")) {
            assertThat(get(management).statusCode()).isEqualTo(404);
        }
        assertThat(get("/../web/parley-client.js").statusCode()).isEqualTo(404);
        assertThat(get("/of-another-jar.txt").statusCode()).isEqualTo(404);
        assertThat(get("/v1/connect").statusCode()).isEqualTo(401);
        assertThat(send(request("/v1/connect").header("Authorization", "Bearer " + gateway.token("alice")))
                        .statusCode())
                .isEqualTo(426);
        HttpResponse<String> post = send(request("/v1/connect").POST(BodyPublishers.noBody()));
        assertThat(post.statusCode()).isEqualTo(405);
        assertThat(post.headers().firstValue("allow")).hasValue("GET");
        assertThat(post.body()).contains("\"status\":405");
        assertThat(send(request("/parley-client.js").POST(BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(405);
    }

    @Test
    void shouldSayWhatIsTooLargeAboutARequestAndCountIt() throws Exception {
        // When
        HttpResponse<String> line = get("/?" + "x".repeat(20_000));
        HttpResponse<String> headers = send(request("/").header("x", "x".repeat(40_000)));
        HttpResponse<String> body = send(request("/v1/token").POST(BodyPublishers.ofString("x".repeat(17_000))));
        String announced = announced(17_000);

        // Then
        assertThat(List.of(line, headers, body))
                .allSatisfy(answer ->
                        assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json"))
                .extracting(HttpResponse::statusCode)
                .containsExactly(414, 431, 413);
        assertThat(announced).startsWith("HTTP/1.1 413").containsIgnoringCase("connection: close");
        assertThat(gateway.refusedHandshakes("request-line")).isEqualTo(1);
        assertThat(gateway.refusedHandshakes("headers")).isEqualTo(1);
        assertThat(gateway.refusedHandshakes("body")).isEqualTo(2);
        assertThat(get("/").statusCode()).isEqualTo(200);
    }

    @Test
    void shouldHandOutTokensOnlyWhenThatIsOn() throws Exception {
        assertThat(TestClient.devToken(gateway.uri(), "alice")).isNotEmpty();
        assertThat(send(request("/v1/token").POST(BodyPublishers.ofString("{\"userId\":\"no user id\"}")))
                        .statusCode())
                .isEqualTo(400);
        assertThat(get("/v1/token").statusCode()).isEqualTo(405);
        assertThat(send(request("/v1/token")
                                .header("X-Forwarded-For", "203.0.113.7")
                                .POST(BodyPublishers.ofString("{\"userId\":\"alice\"}")))
                        .statusCode())
                .isEqualTo(403);
        gateway.close();
        gateway = LoopbackGateway.with("token.dev-tokens", "false");
        assertThat(send(request("/v1/token").POST(BodyPublishers.ofString("{\"userId\":\"alice\"}")))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void shouldNotReadFromASocketWhenTheLogIsFullAndGoOnAfter() throws Exception {
        // Given
        try (RawWebSocket socket = connect("alice")) {
            socket.read();
            socket.read();
            gateway.pressure.add(LoopbackGateway.LOG_MARK + 1);
            socket.send("{\"type\":\"ping\"}");
            assertThat(socket.read(RawWebSocket.TEXT).text()).isEqualTo("{\"type\":\"pong\"}");
            socket.send("{\"type\":\"status\",\"status\":\"away\"}");
            try (RawWebSocket other = connect("bob")) {
                assertThat(other.read().text()).contains("\"type\":\"ready\"");
            }
            assertThat(read("status")).isZero();

            // When
            gateway.pressure.remove(LoopbackGateway.LOG_MARK + 1);

            // Then
            await().atMost(TestClient.PATIENCE).until(() -> read("status") == 1);
        }
    }

    @Test
    void shouldHandOutNoTokenWhenAPagesOwnNameResolvesToThisMachine() throws Exception {
        assertThat(tokenStatus("localhost:" + gateway.port())).contains(" 200 ");
        assertThat(tokenStatus("127.0.0.1")).contains(" 200 ");
        assertThat(tokenStatus("[::1]:8080")).contains(" 200 ");
        assertThat(tokenStatus("chat.evil.example:" + gateway.port())).contains(" 403 ");
        assertThat(tokenStatus("127.0.0.1.evil.example")).contains(" 403 ");
    }

    /** All that is answered to a body that is announced and not sent. */
    private String announced(int bytes) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", gateway.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write(("POST /v1/token HTTP/1.1\r\nHost: 127.0.0.1\r\nExpect: 100-continue\r\nContent-Length: "
                                    + bytes + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private String tokenStatus(String host) throws IOException {
        String body = "{\"userId\":\"alice\"}";
        String post = "POST /v1/token HTTP/1.1\r\nHost: " + host + "\r\nContent-Length: " + body.length()
                + "\r\nConnection: close\r\n\r\n" + body;
        try (Socket socket = new Socket("127.0.0.1", gateway.port());
                BufferedReader answer =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            socket.getOutputStream().write(post.getBytes(StandardCharsets.US_ASCII));
            return answer.readLine();
        }
    }

    private RawWebSocket connect(String userId) throws Exception {
        return new RawWebSocket(gateway.port(), authorization(userId));
    }

    private String refused(String userId) throws Exception {
        try (RawWebSocket socket = connect(userId)) {
            return socket.answer();
        }
    }

    private double read(String type) {
        return gateway.meters.counter("parley.gateway.frames.in", "type", type).count();
    }

    private String authorization(String userId) {
        return "Authorization: Bearer " + gateway.token(userId) + "\r\n";
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(request(path));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(gateway.uri() + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    /** A ping frame of so many bytes. */
    private static byte[] ping(int bytes) {
        String frame = "{\"type\":\"ping\",\"x\":\"\"}";
        return frame.replace("\"\"", "\"" + "x".repeat(bytes - frame.length()) + "\"")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] slice(byte[] bytes, int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }

    private static InboxEntry entry() {
        return new InboxEntry(GROUP, ConversationKind.GROUP, null, 10L, 0L, 0, false, null, Instant.EPOCH, null);
    }

    private static Event message(long sequence, String content) {
        return new Event(GROUP, sequence, "i", "bob", Instant.EPOCH, new Message(content, "text/plain", false, null));
    }
}
