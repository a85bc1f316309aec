package io.parley.gateway;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** Requests that are sent before the answers to earlier ones are there. */
class PipelinedRequestsTest {

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3}) ");
    private static final String[] PATHS = {"/", "/nothing", "/v1/connect"};
    private static final String[] STATUSES = {"200", "404", "426"};
    private static final int LITTLE = 256 << 10;

    private final LoopbackGateway gateway = LoopbackGateway.hurried(Duration.ofMinutes(1));

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void shouldReadNoMoreRequestsWhenTheAnswersAreNotRead() throws Exception {
        // Given
        RequestFlood flood = new RequestFlood(request("/", ""));
        int port = gateway.listen("127.0.0.1", 0, flood::noting);

        // When
        flood.run(port);

        // Then
        assertThat(flood.sent()).isLessThan(RequestFlood.FAR_TOO_MANY_BYTES);
        assertThat(flood.unsent()).isLessThan(LITTLE);
    }

    @Test
    void shouldAnswerAllInTheirOrderWhenTheyAreSentAhead() throws Exception {
        // Given
        int count = 3_000;
        String authorization = "Authorization: Bearer " + gateway.token("alice") + "\r\n";
        StringBuilder requests = new StringBuilder();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int which = (i * 7 + i / 5) % PATHS.length;
            requests.append(request(PATHS[which], authorization));
            expected.add(STATUSES[which]);
        }
        requests.append(request("/nothing", "Connection: close\r\n")).append(request("/", ""));
        expected.add("404");

        // When
        String answers;
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            client.setSoTimeout(60_000);
            CompletableFuture<Void> sending =
                    CompletableFuture.runAsync(() -> send(client, ascii(requests.toString())));
            answers = new String(client.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            sending.get(1, TimeUnit.MINUTES);
        }

        // Then
        assertThat(STATUS.matcher(answers).results().map((MatchResult status) -> status.group(1)))
                .containsExactlyElementsOf(expected);
    }

    private static void send(Socket client, byte[] bytes) {
        try {
            client.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String request(String path, String headers) {
        return "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + headers + "\r\n";
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
