package io.parley.gateway;

import io.parley.gateway.auth.TokenVerdict;
import io.parley.gateway.tls.ServerTls;
import io.parley.gateway.tls.TlsConfig;
import io.parley.servers.TestCertificate;
import io.parley.servers.TestCertificate.PemFiles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Sessions whose tokens are decided on another thread, by keys that are published, over real sockets. */
class KeySetSessionsTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Pattern REF = Pattern.compile("\"ref\":\"(\\d+)\"");
    private static final String STRANGE = "0190163d-8694-739b-aea5-966c26f8ad91";

    @TempDir
    private Path folder;

    private KeyServer server;
    private LoopbackGateway gateway;

    @AfterEach
    void close() {
        if (gateway != null) {
            gateway.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "RS256, file, false",
        "ES256, file, false",
        "EdDSA, file, false",
        "RS256, http, false",
        "ES256, http, false",
        "EdDSA, http, false",
        "RS256, http, true",
        "EdDSA, file, true",
    })
    void shouldServeItsClientWithEveryAlgorithmOfTheToken(String algorithm, String source, boolean encrypted)
            throws Exception {
        // Given
        TokenKey key = TokenKey.create(algorithm, "current");
        URI keys = source.equals("file") ? file(key) : served(key);
        TestCertificate certificate = TestCertificate.create();
        PemFiles files = certificate.writeTo(folder);
        gateway = LoopbackGateway.believing(
                keys,
                encrypted
                        ? Optional.of(new ServerTls(
                                new TlsConfig(files.certificate(), files.key()), taken -> {}, Clock.systemUTC()))
                        : Optional.empty());
        Socket connection = encrypted
                ? certificate.trusting().getSocketFactory().createSocket(loopback(), gateway.port())
                : new Socket(loopback(), gateway.port());

        try (RawWebSocket socket = new RawWebSocket(connection, authorization(key.token("alice", HOUR)))) {
            // When
            for (int i = 0; i < 5; i++) {
                socket.send(question(i));
            }

            // Then
            assertThat(answered(socket, 5)).containsExactly(0, 1, 2, 3, 4);
        }
    }

    @Test
    void shouldServeItsClientWhenTheTokenIsOfTheSharedSecret() throws Exception {
        // Given
        gateway = LoopbackGateway.believing(file(TokenKey.create("ES256", "current")), Optional.empty());

        try (RawWebSocket socket = new RawWebSocket(gateway.port(), authorization(gateway.token("alice")))) {
            // When
            socket.send(question(0));

            // Then
            assertThat(answered(socket, 1)).containsExactly(0);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldReadEveryFrameInOrderWhenTheyComeWithTheHandshakeBeforeTheVerdictAndAfterIt(boolean secret)
            throws Exception {
        // Given
        TokenKey key = TokenKey.create("ES256", "current");
        gateway = LoopbackGateway.believing(file(key), Optional.empty());
        CompletableFuture<Void> decided = new CompletableFuture<>();
        gateway.verdicts = verdict -> decided.thenCompose(now -> verdict);
        String token = secret ? gateway.token("alice") : key.token("alice", HOUR);

        try (RawWebSocket socket = RawWebSocket.hasty(
                new Socket(loopback(), gateway.port()), authorization(token), bytes(question(0), question(1)))) {
            // When
            socket.send(question(2));
            // More than one read brings, and more than the decoder of requests would be given at a time.
            for (int i = 3; i < 2_000; i++) {
                socket.send(question(i));
            }
            decided.complete(null);
            assertThat(socket.awaitAnswer()).startsWith("HTTP/1.1 101 ");
            socket.send(question(2_000));

            // Then
            assertThat(answered(socket, 2_001)).isSorted().hasSize(2_001);
        }
    }

    @Test
    void shouldReadFramesThatComeWithTheHandshakeWhenTheVerdictIsThereAtOnce() throws Exception {
        // Given
        gateway = LoopbackGateway.usual();

        try (RawWebSocket socket = RawWebSocket.hasty(
                new Socket(loopback(), gateway.port()),
                authorization(gateway.token("alice")),
                bytes(question(0), question(1)))) {
            // When
            socket.awaitAnswer();
            socket.send(question(2));

            // Then
            assertThat(answered(socket, 3)).containsExactly(0, 1, 2);
        }
    }

    @Test
    void shouldWaitForASlowKeyServerAndThenServeItsClient() throws Exception {
        // Given
        TokenKey key = TokenKey.create("RS256", "current");
        gateway = LoopbackGateway.believing(served(key), Optional.empty());
        server.hang();

        try (RawWebSocket socket = RawWebSocket.hasty(
                new Socket(loopback(), gateway.port()), authorization(key.token("alice", HOUR)), bytes(question(0)))) {
            // When
            await().until(() -> server.asked() > 0);
            socket.send(question(1));
            server.goOn();
            socket.awaitAnswer();
            socket.send(question(2));

            // Then
            assertThat(answered(socket, 3)).containsExactly(0, 1, 2);
        }
    }

    @ParameterizedTest
    @CsvSource({"500, {}", "200, <html>", "200, '{\"keys\":7}'", "404, nothing"})
    void shouldRequestARetryAndServeTheNextRequestWhenTheKeyServerAnswersNonsense(int status, String answer)
            throws Exception {
        // Given
        TokenKey key = TokenKey.create("ES256", "current");
        gateway = LoopbackGateway.believing(served(key), Optional.empty());
        server.answer(status, answer.getBytes(StandardCharsets.UTF_8));

        // When
        String token = key.token("alice", HOUR);
        try (RawWebSocket socket = new RawWebSocket(gateway.port(), authorization(token))) {
            // Then
            assertThat(socket.answer()).startsWith("HTTP/1.1 503 ").containsIgnoringCase("retry-after: ");
            skipBody(socket);
            server.answer(200, TokenKey.published(key));
            socket.write(RawWebSocket.handshake(gateway.port(), authorization(token)));
            assertThat(socket.awaitAnswer()).startsWith("HTTP/1.1 ");
        }
    }

    @Test
    void shouldAcceptAndServeClientsWhenTheKeyServerHasRecovered() throws Exception {
        // Given
        TokenKey key = TokenKey.create("RS256", "current");
        gateway = LoopbackGateway.believing(served(key), Optional.empty());
        server.answer(200, "<html>".getBytes(StandardCharsets.UTF_8));
        assertThat(handshakeAnswer(key.token("alice", HOUR))).startsWith("HTTP/1.1 503 ");

        // When
        server.answer(200, TokenKey.published(key));

        // Then
        await().atMost(Duration.ofSeconds(30))
                .until(() -> handshakeAnswer(key.token("alice", HOUR)).startsWith("HTTP/1.1 101 "));
        assertHeard(key);
    }

    @Test
    void shouldAskToComeBackWhenTheKeyServerIsAway() throws Exception {
        // Given
        TokenKey key = TokenKey.create("ES256", "current");
        URI keys = served(key);
        server.close();
        gateway = LoopbackGateway.believing(keys, Optional.empty());

        // When
        try (RawWebSocket socket = new RawWebSocket(gateway.port(), authorization(key.token("alice", HOUR)))) {
            // Then
            assertThat(socket.answer()).startsWith("HTTP/1.1 503 ").containsIgnoringCase("retry-after: ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "http"})
    void shouldServeSessionsOfOldAndNewKeysWhenTheyAreRotated(String source) throws Exception {
        // Given
        TokenKey old = TokenKey.create("ES256", "old");
        TokenKey fresh = TokenKey.create("EdDSA", "fresh");
        gateway = LoopbackGateway.believing(source.equals("file") ? file(old) : served(old), Optional.empty());

        try (RawWebSocket before = new RawWebSocket(gateway.port(), authorization(old.token("alice", HOUR)))) {
            before.send(question(0));
            assertThat(answered(before, 1)).containsExactly(0);

            // When
            if (source.equals("file")) {
                file(fresh);
            } else {
                server.answer(200, TokenKey.published(fresh));
            }

            // Then
            assertHeard(fresh);
            before.send(question(1));
            assertThat(answered(before, 1)).containsExactly(1);
            assertThat(handshakeAnswer(old.token("bob", HOUR))).startsWith("HTTP/1.1 401 ");
        }
    }

    @Test
    void shouldEndTheSessionsThatAKeyLetInWhenItHasLeftTheSet() throws Exception {
        // Given
        TokenKey old = TokenKey.create("ES256", "old");
        TokenKey fresh = TokenKey.create("RS256", "fresh");
        gateway = LoopbackGateway.believing(file(old, fresh), Optional.empty());
        gateway.withdrawnKeys.look();

        try (RawWebSocket before = new RawWebSocket(gateway.port(), authorization(old.token("alice", HOUR)));
                RawWebSocket other = new RawWebSocket(gateway.port(), authorization(fresh.token("bob", HOUR)));
                RawWebSocket ofSecret = new RawWebSocket(gateway.port(), authorization(gateway.token("carol")))) {
            before.send(question(0));
            assertThat(answered(before, 1)).containsExactly(0);

            // When
            file(fresh);
            await().until(() -> {
                gateway.withdrawnKeys.look();
                return gateway.meters.find("parley.gateway.cut.off").counters().stream()
                        .anyMatch(counter -> counter.count() > 0);
            });

            // Then
            assertThat(before.read(RawWebSocket.CLOSE).closeCode()).isEqualTo(4401);
            for (RawWebSocket left : List.of(other, ofSecret)) {
                left.send(question(1));
                assertThat(answered(left, 1)).containsExactly(1);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "ES256", "EdDSA"})
    void shouldStayAndServeItsClientWhenTheTokenIsRenewed(String algorithm) throws Exception {
        // Given
        TokenKey key = TokenKey.create(algorithm, "current");
        gateway = LoopbackGateway.believing(served(key), Optional.empty());
        Duration shortLife = Duration.ofSeconds(3);

        try (RawWebSocket socket = new RawWebSocket(gateway.port(), authorization(key.token("alice", shortLife)));
                RawWebSocket other = new RawWebSocket(gateway.port(), authorization(key.token("bob", shortLife)))) {
            // When
            socket.send(question(0));
            socket.send("{\"type\":\"auth\",\"token\":\"" + key.token("alice", HOUR) + "\"}");
            socket.send(question(1));

            // Then
            assertThat(answered(socket, 2)).containsExactly(0, 1);
            assertThat(other.read(RawWebSocket.CLOSE).closeCode()).isEqualTo(4401);
            socket.send(question(2));
            assertThat(answered(socket, 1)).containsExactly(2);
        }
    }

    @Test
    void shouldAnswerOtherFramesWhileAFreshTokenIsDecided() throws Exception {
        // Given
        TokenKey key = TokenKey.create("ES256", "current");
        gateway = LoopbackGateway.believing(file(key), Optional.empty());

        try (RawWebSocket socket = new RawWebSocket(gateway.port(), authorization(key.token("alice", HOUR)))) {
            CompletableFuture<TokenVerdict> never = new CompletableFuture<>();
            gateway.verdicts = verdict -> never;

            // When
            socket.send("{\"type\":\"auth\",\"token\":\"" + key.token("alice", HOUR) + "\"}");
            socket.send(question(0));

            // Then
            assertThat(answered(socket, 1)).containsExactly(0);
        }
    }

    private void assertHeard(TokenKey key) throws Exception {
        try (RawWebSocket socket = new RawWebSocket(gateway.port(), authorization(key.token("carol", HOUR)))) {
            assertThat(socket.answer()).startsWith("HTTP/1.1 101 ");
            socket.send(question(7));
            assertThat(answered(socket, 1)).containsExactly(7);
        }
    }

    private String handshakeAnswer(String token) throws IOException {
        try (RawWebSocket socket = new RawWebSocket(gateway.port(), authorization(token))) {
            return socket.answer();
        }
    }

    private URI file(TokenKey... keys) throws IOException {
        Path file = folder.resolve("keys.json");
        Files.write(file, TokenKey.published(keys));
        return file.toUri();
    }

    private URI served(TokenKey... keys) throws IOException {
        server = new KeyServer(TokenKey.published(keys));
        return server.uri();
    }

    /** The marks of the next answers, as they come. */
    private static List<Integer> answered(RawWebSocket socket, int count) throws IOException {
        List<Integer> refs = new ArrayList<>();
        while (refs.size() < count) {
            Matcher ref = REF.matcher(socket.read(RawWebSocket.TEXT).text());
            if (ref.find()) {
                refs.add(Integer.valueOf(ref.group(1)));
            }
        }
        return refs;
    }

    /** Something that is answered with its mark: nobody is a member there. */
    private static String question(int ref) {
        return "{\"type\":\"history\",\"ref\":\"" + ref + "\",\"conversationId\":\"" + STRANGE + "\"}";
    }

    private static byte[] bytes(String... texts) {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        for (String text : texts) {
            frames.writeBytes(
                    RawWebSocket.frame(0x80 | RawWebSocket.TEXT, text.getBytes(StandardCharsets.UTF_8), true));
        }
        return frames.toByteArray();
    }

    private static void skipBody(RawWebSocket socket) throws IOException {
        Matcher length = Pattern.compile("content-length: (\\d+)", Pattern.CASE_INSENSITIVE)
                .matcher(socket.answer());
        assertThat(length.find()).isTrue();
        socket.skip(Integer.parseInt(length.group(1)));
    }

    private static InetAddress loopback() {
        return InetAddress.getLoopbackAddress();
    }

    private static String authorization(String token) {
        return "Authorization: Bearer " + token + "\r\n";
    }
}
