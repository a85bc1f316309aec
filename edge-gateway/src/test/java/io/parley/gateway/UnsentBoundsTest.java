package io.parley.gateway;

import io.parley.gateway.client.TestClient;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Sessions that ask and don't read, each below its own bound. */
class UnsentBoundsTest {

    private static final int SESSIONS = 5;
    private static final int MOST_REQUESTS = 100_000;
    private static final String REQUEST = "{\"type\":\"none\",\"ref\":\"" + "r".repeat(64) + "\"}";

    @Test
    void shouldCloseAUsersWorstSessionAboveTheUsersBoundAndHoldUpNobodyElse() throws Exception {
        // Given
        try (LoopbackGateway gateway = LoopbackGateway.with(
                "gateway.slow-above-bytes", "16KiB", "gateway.max-unsent-bytes-per-user", "512KiB")) {
            // When
            List<RawWebSocket> silent = silent(gateway, i -> "eve");
            askUntilOneIsClosed(gateway, silent);

            // Then
            assertThat(unsent(gateway, "parley.gateway.unsent.most.bytes")).isLessThan(512 << 10);
            try (TestClient other = TestClient.connect(gateway.uri(), gateway.token("alice"))) {
                other.awaitInbox();
                other.send("{\"type\":\"ping\"}");
                other.next("pong");
            }
            end(silent);
        }
    }

    @Test
    void shouldCloseTheWorstSessionAboveTheBoundOfAll() throws Exception {
        // Given
        try (LoopbackGateway gateway = LoopbackGateway.with(
                "gateway.slow-above-bytes", "16KiB", "gateway.max-unsent-bytes-in-all", "512KiB")) {
            // When
            List<RawWebSocket> silent = silent(gateway, i -> "eve-" + i);
            askUntilOneIsClosed(gateway, silent);

            // Then
            assertThat(unsent(gateway, "parley.gateway.unsent.bytes")).isLessThan(1 << 20);
            end(silent);
        }
    }

    private interface Naming {
        String name(int index);
    }

    private static List<RawWebSocket> silent(LoopbackGateway gateway, Naming names) throws IOException {
        List<RawWebSocket> silent = new ArrayList<>();
        for (int i = 0; i < SESSIONS; i++) {
            Socket socket = new Socket();
            socket.setReceiveBufferSize(4 << 10);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), gateway.port()));
            silent.add(new RawWebSocket(socket, "Authorization: Bearer " + gateway.token(names.name(i)) + "\r\n"));
        }
        return silent;
    }

    private static void askUntilOneIsClosed(LoopbackGateway gateway, List<RawWebSocket> silent) throws IOException {
        for (int requests = 0; closed(gateway) == 0; requests++) {
            assertThat(requests).as("answers without a bound").isLessThan(MOST_REQUESTS);
            for (RawWebSocket each : silent) {
                send(each);
            }
        }
        await().untilAsserted(() -> assertThat(gateway.changes)
                .filteredOn(change -> !change.getOrderly())
                .isNotEmpty());
    }

    private static void send(RawWebSocket socket) {
        try {
            socket.send(REQUEST);
        } catch (IOException e) {
            // Closed as too slow, and cut off since.
            assertThat(e).isInstanceOf(SocketException.class);
        }
    }

    private static double closed(LoopbackGateway gateway) {
        return gateway.meters.counter("parley.gateway.closed", "code", "4409").count();
    }

    private static double unsent(LoopbackGateway gateway, String gauge) {
        return gateway.meters.get(gauge).gauge().value();
    }

    private static void end(List<RawWebSocket> silent) throws IOException {
        for (RawWebSocket each : silent) {
            each.close();
        }
    }
}
