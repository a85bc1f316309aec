package io.parley.resilience.layout;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;

import static org.assertj.core.api.Assertions.assertThat;

class ProbeTest {

    @Test
    void shouldFindAServerThatAnswers() throws IOException {
        // Given
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> answering = CompletableFuture.runAsync(() -> answer(server));

            // When
            boolean answered = Probe.redis(server.getLocalPort()).isAnswered();

            // Then
            answering.join();
            assertThat(answered).isTrue();
        }
    }

    @Test
    void shouldFindNoServerInAPortThatTakesConnectionsAndIsSilent() throws IOException {
        // Given
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // When
            boolean answered = Probe.http(server.getLocalPort()).isAnswered();

            // Then
            assertThat(answered).isFalse();
        }
    }

    @Test
    void shouldFindNoServerWhereNobodyListens() throws IOException {
        // Given
        int port;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = server.getLocalPort();
        }

        // When // Then
        assertThat(Probe.kafka(port).isAnswered()).isFalse();
    }

    private static void answer(ServerSocket server) {
        try (Socket client = server.accept()) {
            var unused = client.getInputStream().readNBytes("PING\r\n".length());
            client.getOutputStream().write('+');
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
