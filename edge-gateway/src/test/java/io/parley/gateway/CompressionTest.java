package io.parley.gateway;

import io.netty.buffer.PooledByteBufAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

/** permessage-deflate (RFC 7692), as clients offer it, use it and abuse it. */
class CompressionTest {

    private static final int FIN = 0x80;
    private static final int RSV1 = 0x40;
    private static final byte[] PING = "{\"type\":\"ping\"}".getBytes(StandardCharsets.UTF_8);
    private static final int BOMB = 64 << 20;

    private final LoopbackGateway gateway = LoopbackGateway.usual();

    @AfterEach
    void close() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "permessage-deflate",
                "permessage-deflate; client_max_window_bits",
                "permessage-deflate; client_max_window_bits=12",
                "permessage-deflate; server_no_context_takeover; client_no_context_takeover",
                "x-unknown, permessage-deflate; client_max_window_bits",
                "permessage-deflate; nonsense=1, permessage-deflate",
            })
    void shouldAgreeOnCompressionWithoutContextForEveryOffer(String offer) throws Exception {
        // When
        try (RawWebSocket socket = connect(offer)) {
            // Then
            assertThat(extensions(socket))
                    .startsWith("permessage-deflate")
                    .contains("server_no_context_takeover")
                    .contains("client_no_context_takeover")
                    .doesNotContain("nonsense");
            socket.sendCompressed(PING);
            socket.sendCompressed(PING);
            socket.send(new String(PING, StandardCharsets.UTF_8));
            for (int i = 0; i < 3; i++) {
                assertThat(socket.read().text()).isEqualTo("{\"type\":\"pong\"}");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "permessage-deflate; nonsense",
                // Java's deflater has one window size, and the answer would have to promise it.
                "permessage-deflate; server_max_window_bits=15",
                "permessage-deflate; server_max_window_bits=10",
                "permessage-deflate; server_max_window_bits=99",
                "permessage-deflate; client_max_window_bits=7",
                "permessage-bzip2",
            })
    void shouldLetClientsInWithoutCompressionWhenItCanNotDoWhatTheyOffer(String offer) throws Exception {
        // When
        try (RawWebSocket socket = connect(offer)) {
            // Then
            assertThat(extensions(socket)).isEmpty();
            socket.send(new String(PING, StandardCharsets.UTF_8));
            assertThat(socket.read().text()).isEqualTo("{\"type\":\"pong\"}");
        }
    }

    @Test
    void shouldTakeACompressedMessageInFragments() throws Exception {
        // Given
        byte[] compressed = RawWebSocket.deflated(PING);

        // When
        try (RawWebSocket socket = connect("permessage-deflate")) {
            socket.send(RSV1 | RawWebSocket.TEXT, Arrays.copyOf(compressed, 5), true);
            socket.send(RawWebSocket.CONTINUATION, new byte[0], true);
            socket.send(FIN | RawWebSocket.PING, new byte[] {7}, true);
            socket.sendFragment(RawWebSocket.CONTINUATION, true, Arrays.copyOfRange(compressed, 5, compressed.length));

            // Then
            assertThat(socket.read(RawWebSocket.PONG).bytes()).containsExactly(7);
            assertThat(socket.read(RawWebSocket.TEXT).text()).isEqualTo("{\"type\":\"pong\"}");
        }
    }

    @ParameterizedTest
    @CsvSource({
        // first byte, of an ordinary frame before it
        "0xC0, 0x01", // a continuation that says it is compressed
        "0xC0, 0x41", // even where the first fragment was
        "0xC9, 0", // a Ping that does
        "0xC8, 0", // a Close that does
        "0xE1, 0", // another reserved bit beside
        "0xA1, 0", // or in its place
    })
    void shouldCloseForAProtocolErrorWhenACompressedBitIsWhereNoneBelongs(String first, String before)
            throws Exception {
        // When
        try (RawWebSocket socket = connect("permessage-deflate")) {
            if (!before.equals("0")) {
                int begin = Integer.decode(before);
                socket.send(begin, (begin & RSV1) == 0 ? PING : RawWebSocket.deflated(PING), true);
            }
            socket.send(Integer.decode(first), new byte[] {3, (byte) 0xE8}, true);

            // Then
            assertThat(socket.read(RawWebSocket.CLOSE).closeCode()).isEqualTo(1002);
            assertThat(socket.isEnded()).isTrue();
        }
    }

    @Test
    void shouldSayThatItIsNotWhatWasCompressedWhenItCanNotBeInflated() throws Exception {
        for (int seed = 0; seed < 50; seed++) {
            // Given
            byte[] rubbish = new byte[200];
            new Random(seed).nextBytes(rubbish);
            // A block of a kind that there is none of.
            rubbish[0] |= 0x06;

            // When
            try (RawWebSocket socket = connect("permessage-deflate")) {
                socket.send(FIN | RSV1 | RawWebSocket.TEXT, rubbish, true);

                // Then
                assertThat(socket.read(RawWebSocket.CLOSE).closeCode())
                        .as("seed %d", seed)
                        .isEqualTo(1007);
            }
        }
    }

    @Test
    void shouldTakeNoMoreMemoryThanAMessageMayHoldWhenMessagesAreBombs() throws Exception {
        // Given
        byte[] bomb = RawWebSocket.deflated(new byte[BOMB]);
        List<RawWebSocket> sockets = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            sockets.add(connect("permessage-deflate"));
        }
        long before = PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();

        // When
        for (RawWebSocket socket : sockets) {
            socket.send(FIN | RSV1 | RawWebSocket.TEXT, bomb, true);
        }

        // Then
        for (RawWebSocket socket : sockets) {
            assertThat(socket.read(RawWebSocket.CLOSE).closeCode()).isEqualTo(1009);
            socket.close();
        }
        assertThat(bomb.length).isLessThan(LoopbackGateway.MAX_FRAME_BYTES);
        // An arena grows by chunks of 4 MiB: far less than even one of the bombs.
        assertThat(PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory() - before)
                .isLessThanOrEqualTo(BOMB / 4);
    }

    @Test
    void shouldCloseWhenABombComesInFragments() throws Exception {
        // Given
        byte[] bomb = RawWebSocket.deflated(new byte[BOMB]);

        // When
        try (RawWebSocket socket = connect("permessage-deflate")) {
            int step = 64;
            socket.send(RSV1 | RawWebSocket.TEXT, Arrays.copyOf(bomb, step), true);
            for (int from = step; from < 2_000; from += step) {
                socket.sendFragment(RawWebSocket.CONTINUATION, false, Arrays.copyOfRange(bomb, from, from + step));
            }

            // Then
            assertThat(socket.read(RawWebSocket.CLOSE).closeCode()).isEqualTo(1009);
        }
    }

    private RawWebSocket connect(String offer) throws IOException {
        RawWebSocket socket = new RawWebSocket(
                gateway.port(),
                "Authorization: Bearer " + gateway.token("alice") + "\r\nSec-WebSocket-Extensions: " + offer + "\r\n");
        socket.read();
        socket.read();
        return socket;
    }

    private static String extensions(RawWebSocket socket) {
        return socket.answer()
                .lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("sec-websocket-extensions:"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("");
    }
}
