package io.parley.gateway;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Clients that begin a message and don't end it. */
class UnfinishedMessageTest {

    private static final byte[] PART = "{\"type\":\"ping\"".getBytes(StandardCharsets.UTF_8);
    private static final byte[] END = "}".getBytes(StandardCharsets.UTF_8);

    private final LoopbackGateway gateway = LoopbackGateway.with("gateway.message-timeout", "1s");

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void shouldCloseWhenTheLastFragmentDoesNotComeThoughTheClientShowsSignsOfLife() throws Exception {
        // Given
        try (RawWebSocket client = connect()) {
            // When
            client.sendFragment(RawWebSocket.TEXT, false, PART);

            // Then
            assertThat(closeCodeWhile(client, () -> client.sendFragment(RawWebSocket.PONG, true, new byte[0])))
                    .isEqualTo(4408);
        }
    }

    @Test
    void shouldCloseWhenAFrameTrickles() throws Exception {
        // Given
        try (RawWebSocket client = connect()) {
            byte[] frame = RawWebSocket.frame(0x80 | RawWebSocket.TEXT, new byte[10_000], true);
            client.write(Arrays.copyOf(frame, 10));

            // Then
            assertThat(closeCodeWhile(client, () -> client.write(new byte[1]))).isEqualTo(4408);
        }
    }

    @Test
    void shouldStayWhenEachMessageIsFinishedInTimeHoweverManyThereAre() throws Exception {
        // Given
        try (RawWebSocket client = connect()) {
            // When
            long end = System.nanoTime() + Duration.ofMillis(2_500).toNanos();
            int asked = 0;
            int answered = 0;
            while (System.nanoTime() - end < 0) {
                client.sendFragment(RawWebSocket.TEXT, false, PART);
                client.sendFragment(RawWebSocket.PING, true, new byte[0]);
                client.sendFragment(RawWebSocket.CONTINUATION, true, END);
                asked++;
                while (answered < asked) {
                    RawWebSocket.Frame frame = client.read();
                    assertThat(frame.opcode()).isNotEqualTo(RawWebSocket.CLOSE);
                    answered +=
                            frame.opcode() == RawWebSocket.TEXT && frame.text().contains("pong") ? 1 : 0;
                }
            }

            // Then
            assertThat(asked).isPositive();
        }
    }

    private interface Sign {
        void send() throws IOException;
    }

    private static int closeCodeWhile(RawWebSocket client, Sign sign) throws Exception {
        Thread signs = new Thread(() -> await().pollInterval(Duration.ofMillis(100))
                .atMost(Duration.ofSeconds(15))
                .until(() -> {
                    try {
                        sign.send();
                        return false;
                    } catch (IOException e) {
                        return true;
                    }
                }));
        signs.setDaemon(true);
        signs.start();
        RawWebSocket.Frame frame = client.read(RawWebSocket.CLOSE);
        client.close();
        signs.join();
        return frame.closeCode();
    }

    private RawWebSocket connect() throws IOException {
        return new RawWebSocket(gateway.port(), "Authorization: Bearer " + gateway.token("alice") + "\r\n");
    }
}
