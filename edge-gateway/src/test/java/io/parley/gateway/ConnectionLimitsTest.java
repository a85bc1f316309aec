package io.parley.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.gateway.client.TestClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class ConnectionLimitsTest {

    private static final Pattern RETRY_AFTER = Pattern.compile("(?i)retry-after: (\\d+)");

    @ParameterizedTest
    @CsvSource({
        "gateway.max-connections-per-user, alice, 429",
        "gateway.max-connections-per-address, bob, 429",
        "gateway.max-connections, bob, 503",
        "gateway.handshakes-per-second, bob, 503"
    })
    void shouldRefuseOneAboveALimitUntilThereIsRoom(String key, String second, int status) throws Exception {
        // Given
        try (LoopbackGateway gateway = LoopbackGateway.with(key, "1")) {
            try (RawWebSocket first = connect(gateway, "alice");
                    // When
                    RawWebSocket refused = connect(gateway, second)) {
                // Then
                assertThat(first.answer()).startsWith("HTTP/1.1 101");
                assertThat(refused.answer())
                        .startsWith("HTTP/1.1 " + status)
                        .containsIgnoringCase("retry-after: ")
                        .containsIgnoringCase("content-type: application/problem+json");
            }
            await().untilAsserted(() -> {
                try (RawWebSocket next = connect(gateway, second)) {
                    assertThat(next.answer()).startsWith("HTTP/1.1 101");
                }
            });
        }
    }

    @Test
    void shouldAcceptOthersAtTheirRateDespiteBadTokens() throws Exception {
        // Given
        try (LoopbackGateway gateway = LoopbackGateway.with("gateway.handshakes-per-second", "1")) {
            // When
            for (int i = 0; i < 50; i++) {
                try (RawWebSocket rubbish =
                        new RawWebSocket(gateway.port(), "Authorization: Bearer " + gateway.token("eve") + "x\r\n")) {
                    assertThat(rubbish.answer()).startsWith("HTTP/1.1 401");
                }
            }

            // Then
            try (RawWebSocket good = connect(gateway, "alice")) {
                assertThat(good.answer()).startsWith("HTTP/1.1 101");
            }
            assertThat(gateway.refusedHandshakes("pace")).isZero();
        }
    }

    @Test
    void shouldAcceptOthersAtTheirRateDespiteRequestsThatAreNoHandshake() throws Exception {
        // Given
        try (LoopbackGateway gateway = LoopbackGateway.with("gateway.handshakes-per-second", "1")) {
            String plain = "GET /v1/connect HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
                    + gateway.token("eve") + "\r\nConnection: close\r\n\r\n";

            // When
            for (int i = 0; i < 50; i++) {
                try (Socket socket = connect(gateway)) {
                    socket.getOutputStream().write(plain.getBytes(StandardCharsets.US_ASCII));
                    assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                            .isEqualTo("HTTP/1.1 426");
                }
            }

            // Then
            try (RawWebSocket good = connect(gateway, "alice")) {
                assertThat(good.answer()).startsWith("HTTP/1.1 101");
            }
            assertThat(gateway.refusedHandshakes("pace")).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"gateway.max-connections-per-user, user", "gateway.connects-per-minute-per-user, user-pace"})
    void shouldAcceptOthersAtTheirRateDespiteOneWhoIsRefused(String key, String reason) throws Exception {
        // Given
        try (LoopbackGateway gateway = LoopbackGateway.with("gateway.handshakes-per-second", "2", key, "1");
                RawWebSocket first = connect(gateway, "eve")) {
            assertThat(first.answer()).startsWith("HTTP/1.1 101");

            // When
            for (int i = 0; i < 50; i++) {
                try (RawWebSocket refused = connect(gateway, "eve")) {
                    assertThat(refused.answer()).startsWith("HTTP/1.1 429").containsIgnoringCase("retry-after: ");
                }
            }

            // Then
            try (RawWebSocket good = connect(gateway, "alice")) {
                assertThat(good.answer()).startsWith("HTTP/1.1 101");
            }
            assertThat(gateway.refusedHandshakes(reason)).isEqualTo(50);
            assertThat(gateway.refusedHandshakes("pace")).isZero();
        }
    }

    @Test
    void shouldLookAtNoMoreTokensOfAnAddressThatBringsBadOnesButAtThoseThatWereGood() throws Exception {
        // Given
        try (LoopbackGateway gateway = LoopbackGateway.with("gateway.bad-tokens-per-second-per-address", "1")) {
            String good = gateway.token("alice");
            try (TestClient first = TestClient.connect(gateway.uri(), good)) {
                first.awaitInbox();

                // When
                AtomicReference<String> answer = new AtomicReference<>();
                await().pollInterval(Duration.ZERO).until(() -> {
                    answer.set(refusal(gateway));
                    return !answer.get().startsWith("HTTP/1.1 401");
                });

                // Then
                assertThat(answer.get())
                        .startsWith("HTTP/1.1 429")
                        .containsIgnoringCase("retry-after: ")
                        .containsIgnoringCase("content-type: application/problem+json");
                assertThat(gateway.refusedHandshakes("bad-tokens")).isEqualTo(1);
                await().pollInterval(Duration.ZERO).until(() -> {
                    first.send("{\"type\":\"auth\",\"ref\":\"r\",\"token\":\"a.b.c\"}");
                    JsonNode rejected = first.next("rejected");
                    return rejected.path("code").asText().equals("rate_limited");
                });
                try (RawWebSocket second = new RawWebSocket(gateway.port(), "Authorization: Bearer " + good + "\r\n")) {
                    assertThat(second.answer()).startsWith("HTTP/1.1 101");
                }
            }
        }
    }

    private static String refusal(LoopbackGateway gateway) throws IOException {
        try (RawWebSocket rubbish =
                new RawWebSocket(gateway.port(), "Authorization: Bearer " + gateway.token("eve") + "x\r\n")) {
            return rubbish.answer();
        }
    }

    @Test
    void shouldCloseConnectionsThatAreTooManyAndNeedNoSessionForThat() throws Exception {
        // Given
        List<Socket> silent = new ArrayList<>();
        try (LoopbackGateway gateway = LoopbackGateway.with("gateway.max-connections", "2")) {
            int most = 2 + LoopbackGateway.SPARE_SOCKETS;
            for (int i = 0; i < most; i++) {
                silent.add(connect(gateway));
            }
            await().until(() ->
                    gateway.meters.get("parley.gateway.sockets").gauge().value() == most);

            // When
            try (Socket oneMore = connect(gateway)) {
                // Then
                assertThat(oneMore.getInputStream().read()).isEqualTo(-1);
            }
            assertThat(gateway.refusedHandshakes("sockets")).isEqualTo(1);
            silent.get(0).close();
            await().ignoreException(EOFException.class).untilAsserted(() -> {
                try (RawWebSocket next = connect(gateway, "alice")) {
                    assertThat(next.answer()).startsWith("HTTP/1.1 101");
                }
            });
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }

    private static Socket connect(LoopbackGateway gateway) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port());
        socket.setSoTimeout(20_000);
        return socket;
    }

    @Test
    void shouldSpreadTheReturnOfThoseItRefuses() throws Exception {
        // Given
        Set<String> retries = new HashSet<>();
        try (LoopbackGateway gateway = LoopbackGateway.usual()) {
            gateway.obstacle = "the gateway is draining";

            // When
            for (int i = 0; i < 60; i++) {
                try (RawWebSocket refused = connect(gateway, "alice")) {
                    Matcher retry = RETRY_AFTER.matcher(refused.answer());
                    assertThat(retry.find()).isTrue();
                    retries.add(retry.group(1));
                }
            }
        }

        // Then
        assertThat(retries).containsExactlyInAnyOrder("1", "2", "3", "4", "5");
    }

    private static RawWebSocket connect(LoopbackGateway gateway, String userId) throws Exception {
        return new RawWebSocket(gateway.port(), "Authorization: Bearer " + gateway.token(userId) + "\r\n");
    }
}
