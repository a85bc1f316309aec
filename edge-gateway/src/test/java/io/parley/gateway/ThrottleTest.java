package io.parley.gateway;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

/** The rates that a session may send at, over real sockets. */
class ThrottleTest {

    private static final int PER_SECOND = 20;
    private static final int PING = 0x80 | RawWebSocket.PING;
    private static final byte[] NOTHING = {};

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldNotReadOnUntilAClientMayHaveSentWhatItHas(boolean insideAMessage) throws Exception {
        // Given
        try (LoopbackGateway gateway = LoopbackGateway.with("gateway.frames-per-second", String.valueOf(PER_SECOND));
                RawWebSocket socket = connect(gateway)) {
            long begun = System.nanoTime();
            ByteArrayOutputStream frames = new ByteArrayOutputStream();
            if (insideAMessage) {
                frames.writeBytes(RawWebSocket.frame(RawWebSocket.TEXT, new byte[] {'{'}, true));
            }
            int tooMany = PER_SECOND + PER_SECOND / 2;
            for (int i = 0; i < tooMany; i++) {
                frames.writeBytes(RawWebSocket.frame(PING, NOTHING, true));
            }

            // When
            socket.write(frames.toByteArray());
            awaitPongs(socket, tooMany);
            socket.send(PING, NOTHING, true);
            awaitPongs(socket, 1);

            // Then
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofMillis(500));
            assertThat(gateway.pauses("rate")).isPositive();
        }
    }

    @Test
    void shouldNotPauseAClientThatSendsWhatItMay() throws Exception {
        // Given
        try (LoopbackGateway gateway = LoopbackGateway.with(
                        "gateway.frames-per-second", String.valueOf(PER_SECOND), "gateway.bytes-per-second", "1000");
                RawWebSocket socket = connect(gateway)) {
            // When
            for (int i = 0; i < PER_SECOND - 1; i++) {
                socket.send(PING, NOTHING, true);
            }
            socket.send("x".repeat(LoopbackGateway.MAX_FRAME_BYTES));
            awaitPongs(socket, PER_SECOND - 1);
            socket.read(RawWebSocket.TEXT);

            // Then
            assertThat(gateway.pauses("rate")).isZero();
        }
    }

    @Test
    void shouldCloseWhenAClientSentMoreThanItMayForTooLong() throws Exception {
        // Given
        try (LoopbackGateway gateway = LoopbackGateway.with("gateway.frames-per-second", "1");
                RawWebSocket socket = connect(gateway)) {
            ByteArrayOutputStream frames = new ByteArrayOutputStream();
            for (int i = 0; i < 100; i++) {
                frames.writeBytes(RawWebSocket.frame(PING, NOTHING, true));
            }

            // When
            socket.write(frames.toByteArray());

            // Then
            assertThat(socket.read(RawWebSocket.CLOSE).closeCode()).isEqualTo(4429);
        }
    }

    private static void awaitPongs(RawWebSocket socket, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            socket.read(RawWebSocket.PONG);
        }
    }

    private static RawWebSocket connect(LoopbackGateway gateway) throws IOException {
        return new RawWebSocket(gateway.port(), "Authorization: Bearer " + gateway.token("alice") + "\r\n");
    }
}
