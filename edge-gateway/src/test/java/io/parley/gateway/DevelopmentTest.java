package io.parley.gateway;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** The cases of a developer of a page or a bot, with a gateway on their own machine. */
class DevelopmentTest {

    private static final String CODE = "a-code-of-this-test";
    private static final String PAGE = "http://localhost:5173";
    private static final String STRANGER = "https://evil.example";

    private final HttpClient http = HttpClient.newHttpClient();
    private LoopbackGateway gateway = LoopbackGateway.developing(CODE);

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void shouldGiveATokenToACallerWithTheCode() throws Exception {
        // When
        HttpResponse<String> answer = ask("{\"userId\":\"alice\",\"code\":\"" + CODE + "\"}");

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).startsWith("{\"token\":\"ey");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"userId\":\"alice\"}",
                "{\"userId\":\"alice\",\"code\":\"\"}",
                "{\"userId\":\"alice\",\"code\":null}",
                "{\"userId\":\"alice\",\"code\":[\"a-code-of-this-test\"]}",
                "{\"userId\":\"alice\",\"code\":\"a-code-of-this-tes\"}",
                "{\"userId\":\"alice\",\"code\":\"a-code-of-this-test2\"}",
                "no JSON"
            })
    void shouldSayWhereTheCodeIsWhenItIsMissingOrWrong(String body) throws Exception {
        // When
        HttpResponse<String> answer = ask(body);

        // Then
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(answer.body())
                .contains("./parley up", "./parley status", "--open-tokens")
                .doesNotContain(CODE);
    }

    /** Sends nginx's request for a plain {@code proxy_pass}, word for word: nothing in it identifies a proxy. */
    @Test
    void shouldGiveNoTokenToACallerOfAProxyThatSaysNothingOfItself() throws Exception {
        // Given
        String body = "{\"userId\":\"alice\"}";
        String request = "POST /v1/token HTTP/1.0\r\nHost: 127.0.0.1:" + gateway.port()
                + "\r\nConnection: close\r\nContent-Length: " + body.length()
                + "\r\nContent-Type: application/json\r\n\r\n" + body;

        // Then
        assertThat(raw(request)).contains(" 403 ").doesNotContain("token\":");
    }

    @Test
    void shouldGiveNoTokenWhenTwoHostsAreNamed() throws Exception {
        // Given
        String body = "{\"userId\":\"alice\",\"code\":\"" + CODE + "\"}";
        String request = "POST /v1/token HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: chat.evil.example\r\n"
                + "Connection: close\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;

        // Then
        assertThat(raw(request)).doesNotContain(" 200 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Forwarded-For",
                "X-Forwarded-Host",
                "X-Forwarded-Anything",
                "X-Real-IP",
                "Forwarded",
                "Via",
                "CF-Connecting-IP",
                "True-Client-IP",
                "CDN-Loop",
                "X-Envoy-External-Address"
            })
    void shouldGiveNoTokenToAClientOfAProxyEvenIfNoCodeIsRequired(String header) throws Exception {
        // Given
        gateway.close();
        gateway = LoopbackGateway.usual();

        // When
        HttpResponse<String> direct = ask("{\"userId\":\"alice\"}");
        HttpResponse<String> forwarded =
                send(request("/v1/token").header(header, "x").POST(BodyPublishers.ofString("{\"userId\":\"alice\"}")));

        // Then
        assertThat(direct.statusCode()).isEqualTo(200);
        assertThat(forwarded.statusCode()).isEqualTo(403);
    }

    /** By itself nginx adds no header, and speaks HTTP/1.0. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HTTP/1.0 | Host: 127.0.0.1 | 403",
                "HTTP/1.1 | Host: 127.0.0.1 | 200",
                "HTTP/1.1 | Host: 127.0.0.1;Host: 127.0.0.1 | 403",
                "HTTP/1.1 | Host: 127.0.0.1;Host: evil.example | 403",
                "HTTP/1.1 | Host: evil.example | 403",
            })
    void shouldGiveNoTokenWhenTheRequestIsOneOfAProxy(String version, String hosts, int status) throws Exception {
        // Given
        gateway.close();
        gateway = LoopbackGateway.usual();
        String body = "{\"userId\":\"alice\"}";

        // When
        String answer;
        try (Socket socket = new Socket("127.0.0.1", gateway.port())) {
            socket.getOutputStream()
                    .write(("POST /v1/token " + version + "\r\n" + hosts.replace(";", "\r\n")
                                    + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                                    + "\r\nConnection: close\r\n\r\n" + body)
                            .getBytes(StandardCharsets.UTF_8));
            answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }

        // Then
        assertThat(answer).matches("(?s)HTTP/1\\.\\d " + status + " .*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/parley-client.js",
                "/parley-client/client.js",
                "/parley-client/streams.js",
                "/asyncapi/parley.v1.yaml"
            })
    void shouldLetAPageOfThisMachineReadTheClientAndTheDocument(String path) throws Exception {
        // When
        HttpResponse<String> answer = send(request(path).header("Origin", PAGE));

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "access-control-allow-origin")).isEqualTo(PAGE);
        assertThat(header(answer, "cross-origin-resource-policy")).isEqualTo("cross-origin");
        assertThat(answer.headers().allValues("vary")).containsExactlyInAnyOrder("accept-encoding", "origin");
        assertThat(header(answer, "access-control-allow-credentials")).isNull();
    }

    @Test
    void shouldLetNoOtherPageReadAnything() throws Exception {
        for (String path : List.of("/parley-client.js", "/v1/token", "/")) {
            HttpResponse<String> answer = send(request(path).header("Origin", STRANGER));
            assertThat(header(answer, "access-control-allow-origin")).as(path).isNull();
        }
        assertThat(send(preflight(STRANGER)).statusCode()).isEqualTo(403);
        HttpResponse<String> page = send(request("/").header("Origin", PAGE));
        assertThat(header(page, "access-control-allow-origin")).isNull();
        assertThat(header(page, "cross-origin-resource-policy")).isEqualTo("same-origin");
    }

    @Test
    void shouldLetNoPageReadATokenWhenAnyPageMayConnect() throws Exception {
        // Given
        gateway.close();
        gateway = LoopbackGateway.with("gateway.allowed-origins", "*");

        // When
        HttpResponse<String> asked = send(request("/v1/token")
                .header("Origin", STRANGER)
                .POST(BodyPublishers.ofString("{\"userId\":\"alice\"}")));
        HttpResponse<String> client = send(request("/parley-client.js").header("Origin", STRANGER));

        // Then
        assertThat(asked.statusCode()).isEqualTo(403);
        assertThat(header(asked, "access-control-allow-origin")).isNull();
        assertThat(header(client, "access-control-allow-origin")).isEqualTo(STRANGER);
    }

    @Test
    void shouldAnswerWhatABrowserAsksBeforeAPageOfThisMachineAsksForAToken() throws Exception {
        // When
        HttpResponse<String> asked = send(preflight(PAGE));
        HttpResponse<String> refused = send(
                request("/v1/token").header("Origin", PAGE).POST(BodyPublishers.ofString("{\"userId\":\"alice\"}")));

        // Then
        assertThat(asked.statusCode()).isEqualTo(204);
        assertThat(header(asked, "access-control-allow-origin")).isEqualTo(PAGE);
        assertThat(header(asked, "access-control-allow-methods")).contains("POST");
        assertThat(header(asked, "access-control-allow-headers")).isEqualTo("content-type");
        assertThat(asked.headers().firstValue("content-length")).isEmpty();
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(header(refused, "access-control-allow-origin")).isEqualTo(PAGE);
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:5173, 101",
        "http://127.0.0.1:3000, 101",
        "http://[::1]:5173, 101",
        "https://evil.example, 403",
        "http://localhost.evil.example, 403",
        "null, 403"
    })
    void shouldLetPagesOfThisMachineConnectAndNoOthers(String origin, String status) throws Exception {
        try (RawWebSocket socket = new RawWebSocket(
                gateway.port(), "Authorization: Bearer " + gateway.token("alice") + "\r\nOrigin: " + origin + "\r\n")) {
            assertThat(socket.answer()).startsWith("HTTP/1.1 " + status + " ");
        }
    }

    private HttpRequest.Builder preflight(String origin) {
        return request("/v1/token")
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "content-type")
                .method("OPTIONS", BodyPublishers.noBody());
    }

    private HttpResponse<String> ask(String body) throws Exception {
        return send(request("/v1/token").POST(BodyPublishers.ofString(body)));
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", gateway.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse(null);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(gateway.uri() + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), BodyHandlers.ofString());
    }
}
