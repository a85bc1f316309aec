package io.parley.gateway;

import io.parley.gateway.client.TestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Handshakes that nobody in their right mind would send, over real sockets to the whole public port: each connection is
 * answered or ended, and leaves nothing behind.
 *
 * <p>How many there are, and which: see {@link Attacks}.
 */
class HostileHandshakesTest {

    private static final int CONNECTIONS = 20_000;
    private static final int PLACES = 100;
    private static final int TIMEOUT_MILLIS = 20_000;

    /** One in so many is as it should be; one in so many is cut off by the client. */
    private static final int GOOD = 16;

    private static final int CUT_OFF = 8;
    private static final Pattern ANSWER = Pattern.compile("HTTP/1\\.[01] (\\d{3}) ");

    private final Attacks attacks = new Attacks();
    private HeardLog heard;
    private LeakWatch leaks;
    private LoopbackGateway gateway;

    @BeforeEach
    void open() {
        leaks = new LeakWatch();
        gateway = LoopbackGateway.with("gateway.max-connections", String.valueOf(PLACES));
        heard = new HeardLog("io.parley", "io.netty");
    }

    @AfterEach
    void close() {
        heard.close();
        gateway.close();
        leaks.close();
    }

    @Test
    void shouldAnswerOrEndEachAndKeepServingForAllInputOfClients() throws Exception {
        // When
        String token = gateway.token("mallory");
        String secret = gateway.auth.secret().orElseThrow();
        attacks.run(
                attacks::begun, CONNECTIONS, random -> attack(random, new MutatedHandshakes(random, token, secret)));

        // Then
        await().untilAsserted(() -> {
            assertThat(gauge("parley.gateway.sessions")).isZero();
            assertThat(gauge("parley.gateway.sockets")).isZero();
        });
        assertThatAllPlacesAreFree();
        gateway.close();
        assertThat(heard.warnings()).isEmpty();
        assertThat(leaks.leaks()).isEmpty();
    }

    private void attack(Random random, MutatedHandshakes handshakes) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            // Leaves nothing behind, so that there may be many within a minute.
            socket.setSoLinger(true, 0);
            boolean isGood = random.nextInt(GOOD) == 0;
            boolean isCutOff = !isGood && random.nextInt(CUT_OFF) == 0;
            byte[] bytes = isGood ? handshakes.good() : handshakes.next();
            String answer = "";
            try {
                write(socket.getOutputStream(), bytes, random);
                if (isCutOff) {
                    return;
                }
                socket.shutdownOutput();
                answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            } catch (SocketException e) {
                // Ended by the gateway, with something of ours unread.
                assertThat(isGood).isFalse();
            }
            Matcher first = ANSWER.matcher(answer);
            if (isGood) {
                assertThat(answer).startsWith("HTTP/1.1 101 ");
            } else if (!answer.isEmpty()) {
                assertThat(first.lookingAt()).as(answer).isTrue();
                assertThat(Integer.parseInt(first.group(1))).as(answer).isLessThan(500);
            }
        }
    }

    /** In one piece or several. */
    private static void write(OutputStream out, byte[] bytes, Random random) throws IOException {
        int from = 0;
        for (int i = random.nextInt(4); i > 0 && from < bytes.length; i--) {
            int to = from + 1 + random.nextInt(bytes.length - from);
            out.write(bytes, from, to - from);
            from = to;
        }
        out.write(Arrays.copyOfRange(bytes, from, bytes.length));
    }

    /** As many clients as there may be come in, and the next does not. */
    private void assertThatAllPlacesAreFree() throws Exception {
        try (TestClient client = TestClient.of(gateway.uri(), "alice")) {
            client.send("{\"type\":\"ping\"}");
            client.next("pong");
        }
        await().until(() -> gauge("parley.gateway.sockets") == 0);
        String authorization = "Authorization: Bearer " + gateway.token("alice") + "\r\n";
        List<RawWebSocket> clients = new ArrayList<>();
        try {
            for (int i = 0; i <= PLACES; i++) {
                clients.add(new RawWebSocket(gateway.port(), authorization));
            }
            assertThat(clients.subList(0, PLACES))
                    .allSatisfy(client -> assertThat(client.answer()).startsWith("HTTP/1.1 101 "));
            assertThat(clients.get(PLACES).answer()).startsWith("HTTP/1.1 503 ");
        } finally {
            for (RawWebSocket client : clients) {
                client.close();
            }
        }
    }

    private double gauge(String name) {
        return gateway.meters.get(name).gauge().value();
    }
}
