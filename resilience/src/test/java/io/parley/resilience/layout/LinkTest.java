package io.parley.resilience.layout;

import io.parley.servers.Ports;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

/** A link to a server that repeats each byte. */
class LinkTest {

    private static final int MOMENT_MILLIS = 200;
    private static final int BOUND_MILLIS = 10_000;

    private final Ports ports = new Ports();
    private ServerSocket server;
    private Link link;

    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket();
        server.bind(new InetSocketAddress(Ports.loopback(), 0));
        Thread echo = new Thread(this::echo, "echo");
        echo.setDaemon(true);
        echo.start();
        link = new Link(ports.free(), server.getLocalPort());
    }

    @AfterEach
    void end() throws IOException {
        link.close();
        server.close();
    }

    @Test
    void shouldCarryBytesBothWays() throws IOException {
        try (Socket client = connect()) {
            client.getOutputStream().write(1);

            assertThat(client.getInputStream().read()).isEqualTo(1);
        }
    }

    @Test
    void shouldHoldAnswersBackUntilItIsWholeAgain() throws IOException {
        try (Socket client = connect()) {
            // Given
            link.set(Link.Flow.NO_ANSWERS);
            client.getOutputStream().write(1);
            client.setSoTimeout(MOMENT_MILLIS);
            assertThatExceptionOfType(SocketTimeoutException.class)
                    .isThrownBy(() -> client.getInputStream().read());

            // When
            link.set(Link.Flow.WHOLE);

            // Then
            client.setSoTimeout(BOUND_MILLIS);
            assertThat(client.getInputStream().read()).isEqualTo(1);
        }
    }

    @Test
    void shouldBreakAllConnectionsWhenReset() throws IOException {
        try (Socket client = connect()) {
            // Given
            client.getOutputStream().write(1);
            assertThat(client.getInputStream().read()).isEqualTo(1);

            // When
            int broken = link.reset();

            // Then
            assertThat(broken).isEqualTo(1);
            assertThatIOException().isThrownBy(() -> {
                if (client.getInputStream().read() < 0) {
                    throw new IOException("ended");
                }
            });
        }
    }

    private Socket connect() throws IOException {
        Socket client = new Socket(Ports.loopback(), link.port());
        client.setSoTimeout(BOUND_MILLIS);
        return client;
    }

    private void echo() {
        try {
            while (true) {
                Socket client = server.accept();
                Thread thread = new Thread(() -> repeat(client), "echo-one");
                thread.setDaemon(true);
                thread.start();
            }
        } catch (IOException closed) {
            // The test has ended.
        }
    }

    private static void repeat(Socket client) {
        try (client) {
            client.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException reset) {
            // As a test wants it.
        }
    }
}
