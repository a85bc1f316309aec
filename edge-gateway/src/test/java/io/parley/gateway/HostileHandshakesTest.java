package io.parley.gateway;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.parley.gateway.client.TestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Handshakes that nobody in their right mind would send, over real sockets to the whole public port: each connection is
 * answered or ended, and leaves nothing behind.
 *
 * <p>With {@code -Plong} there are twenty times as many; with {@code -Dparley.fuzz.seed} they are those of that seed.
 */
class HostileHandshakesTest {

    private static final int CONNECTIONS = 20_000;
    private static final int WORKERS = 4;
    private static final int PLACES = 100;
    private static final int TIMEOUT_MILLIS = 20_000;

    /** One in so many is as it should be; one in so many is cut off by the client. */
    private static final int GOOD = 16;

    private static final int CUT_OFF = 8;
    private static final Pattern ANSWER = Pattern.compile("HTTP/1\\.[01] (\\d{3}) ");

    private final long seed = Long.getLong("parley.fuzz.seed", System.nanoTime());
    private final int rounds = Integer.getInteger("parley.fuzz.rounds", 1);
    private final List<Logger> loggers = List.of(logger("io.parley"), logger("io.netty"));
    private final ListAppender<ILoggingEvent> heard = new ListAppender<>();
    private final AtomicInteger connections = new AtomicInteger();
    private LeakWatch leaks;
    private LoopbackGateway gateway;

    @BeforeEach
    void open() {
        leaks = new LeakWatch();
        gateway = new LoopbackGateway(
                true, List.of(), PLACES, LoopbackGateway.limits(Duration.ofSeconds(10), Duration.ofSeconds(15)));
        heard.start();
        loggers.forEach(logger -> logger.addAppender(heard));
    }

    @AfterEach
    void close() {
        loggers.forEach(logger -> logger.detachAppender(heard));
        gateway.close();
        leaks.close();
    }

    @Test
    void shouldAnswerOrEndEachAndGoOnServingWhateverClientsSend() throws Exception {
        // When
        IntStream.range(0, WORKERS).parallel().forEach(worker -> {
            String token = gateway.token("mallory");
            while (connections.get() < rounds * CONNECTIONS) {
                long own = seed + connections.getAndIncrement();
                Random random = new Random(own);
                try {
                    attack(
                            random,
                            new MutatedHandshakes(
                                    random, token, gateway.auth.secret().orElseThrow()));
                } catch (IOException | RuntimeException | AssertionError e) {
                    throw new AssertionError("run with -Dparley.fuzz.seed=" + own, e);
                }
            }
        });

        // Then
        await().untilAsserted(() -> {
            assertThat(gauge("parley.gateway.sessions")).isZero();
            assertThat(gauge("parley.gateway.sockets")).isZero();
        });
        assertThatAllPlacesAreFree();
        gateway.close();
        assertThat(heard.list)
                .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                .isEmpty();
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

    private static Logger logger(String name) {
        return (Logger) LoggerFactory.getLogger(name);
    }
}
