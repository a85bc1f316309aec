package io.parley.servers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

class PortsTest {

    @TempDir
    Path folder;

    private final Ports ports = new Ports();

    @Test
    void shouldListenBelowWhereConnectionsComeFromWhenThereIsRoom() {
        assertThat(PortRange.beside(new PortRange(32_768, 60_999))).isEqualTo(new PortRange(20_000, 32_767));
    }

    @Test
    void shouldListenAboveWhenConnectionsBeginLow() {
        assertThat(PortRange.beside(new PortRange(1_024, 50_000))).isEqualTo(new PortRange(50_001, 65_535));
    }

    @Test
    void shouldLeaveTheChoiceToTheSystemWhenConnectionsComeFromEverywhere() {
        assertThat(PortRange.beside(new PortRange(1_024, 65_535)).isEmpty()).isTrue();
    }

    @Test
    void shouldNotHandOutPortWhenSomebodyListensOnIt() throws IOException {
        // Given
        int port = ports.free();

        // When
        try (ServerSocket socket = new ServerSocket(port, 1, Ports.loopback())) {

            // Then
            assertThat(Ports.isFree(port)).isFalse();
            assertThat(ports.free()).isNotEqualTo(socket.getLocalPort());
        }
    }

    @Test
    void shouldKeepPortWhenAskedAgain() {
        // Given
        int port = ports.keptIn(folder, "server", 0);

        // When
        int again = ports.keptIn(folder, "server", 0);

        // Then
        assertThat(again).isEqualTo(port);
        assertThat(Ports.loopback().getHostAddress()).isEqualTo("127.0.0.1");
    }
}
