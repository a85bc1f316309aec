package io.parley.gateway;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

class RequestDeadlineTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final int PAUSE_MILLIS = 20;
    private static final byte[] REQUEST =
            "GET /nothing HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Padding: ".getBytes(StandardCharsets.US_ASCII);

    private final LoopbackGateway gateway = LoopbackGateway.hurried(TIMEOUT);

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void shouldCutAConnectionThatNeverFinishesItsRequest() throws Exception {
        // Given
        long begun = System.nanoTime();
        try (Socket slow = connect()) {
            // When
            slow.getOutputStream().write(REQUEST);
            boolean open = true;
            while (open && since(begun).compareTo(TIMEOUT.multipliedBy(10)) < 0) {
                open = goesOn(slow, 'x');
            }

            // Then
            assertThat(open).isFalse();
            assertThat(since(begun)).isGreaterThanOrEqualTo(TIMEOUT);
        }
        assertThat(gateway.refusedHandshakes("late")).isEqualTo(1);
    }

    @Test
    void shouldGiveEachRequestOfAConnectionItsOwnTime() throws Exception {
        // Given
        long begun = System.nanoTime();
        try (Socket patient = connect()) {
            // When
            for (int i = 0; i < 3; i++) {
                long request = System.nanoTime();
                patient.getOutputStream().write(REQUEST);
                while (since(request).compareTo(TIMEOUT.dividedBy(2)) < 0) {
                    assertThat(goesOn(patient, 'x')).isTrue();
                }
                patient.getOutputStream().write("\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                assertThat(answer(patient)).startsWith("HTTP/1.1 404");
            }
            Duration lived = since(begun);

            // Then
            assertThat(lived).isGreaterThan(TIMEOUT);
            patient.setSoTimeout((int) TIMEOUT.multipliedBy(10).toMillis());
            assertThat(patient.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(gateway.refusedHandshakes("late")).isZero();
    }

    @Test
    void shouldLetAWebSocketLiveOn() throws Exception {
        // Given
        long begun = System.nanoTime();
        try (RawWebSocket socket =
                new RawWebSocket(gateway.port(), "Authorization: Bearer " + gateway.token("alice") + "\r\n")) {
            // When
            while (since(begun).compareTo(TIMEOUT.multipliedBy(2)) < 0) {
                socket.read(RawWebSocket.PING);
            }
            socket.send("{\"type\":\"ping\"}");

            // Then
            assertThat(socket.read(RawWebSocket.TEXT).text()).contains("pong");
        }
        assertThat(gateway.refusedHandshakes("late")).isZero();
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port());
        socket.setSoTimeout(PAUSE_MILLIS);
        return socket;
    }

    /** Sends one byte, and waits a moment. Whether the connection is still there. */
    private static boolean goesOn(Socket socket, int next) throws IOException {
        try {
            socket.getOutputStream().write(next);
            return socket.getInputStream().read() >= 0;
        } catch (SocketTimeoutException e) {
            return true;
        } catch (SocketException e) {
            return false;
        }
    }

    /** Everything that comes until the answer's body, a problem, has ended. */
    private static String answer(Socket socket) throws IOException {
        socket.setSoTimeout((int) TIMEOUT.multipliedBy(10).toMillis());
        InputStream in = socket.getInputStream();
        StringBuilder answer = new StringBuilder();
        int next = in.read();
        while (next >= 0 && next != '}') {
            answer.append((char) next);
            next = in.read();
        }
        socket.setSoTimeout(PAUSE_MILLIS);
        return answer.toString();
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
