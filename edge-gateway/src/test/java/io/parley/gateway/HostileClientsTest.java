package io.parley.gateway;

import io.parley.avro.ConversationKind;
import io.parley.avro.InboxEntry;
import io.parley.gateway.RawWebSocket.Frame;
import io.parley.gateway.client.TestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sends hostile input over real sockets to real sessions. Each connection has texts that it survives, then a text whose
 * answer shows that it did, then something that it doesn't survive.
 *
 * <p>How many there are, and which: see {@link Attacks}.
 */
class HostileClientsTest {

    private static final int TEXTS = 100_000;
    private static final int TEXTS_PER_CONNECTION = 40;
    private static final int LEFT_OPEN = 4;
    private static final String GROUP = "0190163d-8694-739b-aea5-966c26f8ad91";
    private static final byte[] PING = RawWebSocket.frame(0x81, utf8("{\"type\":\"ping\"}"), true);

    private final Attacks attacks = new Attacks();
    private final AtomicInteger sent = new AtomicInteger();
    private HeardLog heard;
    private LeakWatch leaks;
    private LoopbackGateway gateway;

    @BeforeEach
    void open() {
        leaks = new LeakWatch();
        gateway = LoopbackGateway.with("gateway.max-connections", "1000");
        gateway.inboxes.put(
                "mallory",
                List.of(new InboxEntry(
                        GROUP, ConversationKind.GROUP, null, 10L, 0L, 0, false, null, Instant.EPOCH, null)));
        heard = new HeardLog("io.parley");
    }

    @AfterEach
    void close() {
        heard.close();
        gateway.close();
        leaks.close();
    }

    @Test
    void shouldReportTheErrorAndKeepServingForAllInputOfClients() throws Exception {
        // When
        attacks.run(sent::get, TEXTS, this::attack);

        // Then
        try (TestClient client = TestClient.of(gateway.uri(), "alice")) {
            client.send("{\"type\":\"ping\"}");
            client.next("pong");
        }
        gateway.close();
        assertThat(heard.warnings()).isEmpty();
        assertThat(leaks.leaks()).isEmpty();
    }

    private void attack(Random random) throws IOException {
        try (RawWebSocket socket =
                new RawWebSocket(gateway.port(), "Authorization: Bearer " + gateway.token("mallory") + "\r\n")) {
            socket.endAtOnce();
            socket.read();
            socket.read();
            MutatedTexts texts = new MutatedTexts(random);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (int i = 0; i < TEXTS_PER_CONNECTION; i++) {
                byte[] text = texts.next();
                sent.incrementAndGet();
                append(bytes, text, random);
                if (!MutatedTexts.isUtf8(text)) {
                    socket.write(bytes.toByteArray());
                    assertThat(closeCode(socket, null)).isEqualTo(1007);
                    return;
                }
                if (i % LEFT_OPEN == 0) {
                    // Else ten texts in a row that are no objects would end it.
                    bytes.writeBytes(PING);
                }
            }
            bytes.writeBytes(RawWebSocket.frame(0x81, utf8("{\"type\":\"open\",\"id\":\"the-end\"}"), true));
            FrameFault fault = FrameFault.values()[random.nextInt(FrameFault.values().length)];
            bytes.writeBytes(fault.bytes(random));
            socket.write(bytes.toByteArray());
            assertThat(closeCode(socket, "\"id\":\"the-end\"")).as(fault.name()).isEqualTo(fault.code);
        }
    }

    /** Whole or in fragments. */
    private static void append(ByteArrayOutputStream bytes, byte[] text, Random random) {
        if (random.nextInt(4) > 0 || text.length < 2) {
            bytes.writeBytes(RawWebSocket.frame(0x81, text, true));
            return;
        }
        int cut = 1 + random.nextInt(text.length - 1);
        bytes.writeBytes(RawWebSocket.frame(0x01, Arrays.copyOf(text, cut), true));
        bytes.writeBytes(RawWebSocket.frame(0x89, new byte[random.nextInt(100)], true));
        bytes.writeBytes(RawWebSocket.frame(0x80, Arrays.copyOfRange(text, cut, text.length), true));
    }

    /** The code of the Close frame; fails if a frame with this text doesn't come before it. */
    private static int closeCode(RawWebSocket socket, String expected) throws IOException {
        boolean met = expected == null;
        Frame frame = socket.read();
        while (frame.opcode() != RawWebSocket.CLOSE) {
            met |= frame.opcode() == RawWebSocket.TEXT
                    && expected != null
                    && frame.text().contains(expected);
            frame = socket.read();
        }
        assertThat(met)
                .as("answered what came before the end, which was %s", frame.closeCode())
                .isTrue();
        return frame.closeCode();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
