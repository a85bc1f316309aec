package io.parley.bench.hostile;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Sends frames over one connection, and reads from it or never does. Never blocks but for the handshake's answer. For
 * one thread.
 */
final class HostileSession implements AutoCloseable {

    private static final int SMALL_BUFFER = 4 << 10;
    private static final int FINAL_TEXT = 0x81;
    private static final int FINAL_PONG = 0x8A;
    private static final int MASKED = 0x80;
    private static final int SHORT = 126;
    private static final int MASK_BYTES = 4;
    private static final int SWITCHING = 101;
    private static final String UPGRADE = Stream.of(
                    "Connection: Upgrade",
                    "Upgrade: websocket",
                    "Sec-WebSocket-Version: 13",
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==")
            .map(line -> line + "\r\n")
            .collect(Collectors.joining());

    private final SocketChannel channel;
    private final boolean reads;
    private final ByteBuffer room = ByteBuffer.allocate(64 << 10);
    private ByteBuffer unsent = ByteBuffer.allocate(0);
    private boolean open = true;

    /** @param reads whether what arrives is read */
    private HostileSession(SocketChannel channel, boolean reads) {
        this.channel = channel;
        this.reads = reads;
    }

    /** Begins a session; one that the gateway refuses is not open. */
    static HostileSession begin(InetSocketAddress gateway, String token, boolean reads) throws IOException {
        SocketChannel channel = SocketChannel.open();
        if (!reads) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, SMALL_BUFFER);
        }
        channel.connect(gateway);
        HostileSession session = new HostileSession(channel, reads);
        session.open = status(channel, handshake(gateway, token, true)) == SWITCHING;
        channel.configureBlocking(false);
        return session;
    }

    /** Sends a request that upgrades nothing, and returns the status of the answer. */
    static int knock(InetSocketAddress gateway, String token) throws IOException {
        try (SocketChannel channel = SocketChannel.open(gateway)) {
            return status(channel, handshake(gateway, token, false));
        }
    }

    boolean isOpen() {
        return open;
    }

    /** Sends a frame; false if an earlier one is not sent yet, or the connection is gone. */
    boolean send(String text) {
        if (!flush()) {
            return false;
        }
        unsent = frame(FINAL_TEXT, text.getBytes(StandardCharsets.UTF_8));
        flush();
        return open;
    }

    /** Shows a sign of life. */
    void live() {
        if (flush()) {
            unsent = frame(FINAL_PONG, new byte[0]);
            flush();
        }
    }

    /** Reads what there is, if this session reads. */
    void read() {
        try {
            while (open && reads) {
                room.clear();
                int read = channel.read(room);
                if (read <= 0) {
                    open = read == 0;
                    return;
                }
            }
        } catch (IOException e) {
            open = false;
        }
    }

    @Override
    public void close() {
        open = false;
        try {
            channel.close();
        } catch (IOException e) {
            // It is gone either way.
            open = false;
        }
    }

    private boolean flush() {
        try {
            if (open && unsent.hasRemaining()) {
                var unused = channel.write(unsent);
            }
        } catch (IOException e) {
            open = false;
        }
        return open && !unsent.hasRemaining();
    }

    private static ByteBuffer frame(int first, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + Long.BYTES + Long.BYTES);
        frame.put((byte) first);
        if (payload.length < SHORT) {
            frame.put((byte) (MASKED | payload.length));
        } else if (payload.length <= Character.MAX_VALUE) {
            frame.put((byte) (MASKED | SHORT)).putShort((short) payload.length);
        } else {
            frame.put((byte) (MASKED | (SHORT + 1))).putLong(payload.length);
        }
        // A mask of zeros changes nothing.
        return frame.put(new byte[MASK_BYTES]).put(payload).flip();
    }

    private static int status(SocketChannel channel, String request) throws IOException {
        channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
        StringBuilder head = new StringBuilder();
        ByteBuffer one = ByteBuffer.allocate(1);
        while (head.indexOf("\r\n\r\n") < 0) {
            one.clear();
            if (channel.read(one) < 0) {
                throw new IOException("the gateway ended the connection in the handshake");
            }
            head.append((char) one.get(0));
        }
        return Integer.parseInt(head.substring("HTTP/1.1 ".length(), "HTTP/1.1 101".length()));
    }

    private static String handshake(InetSocketAddress gateway, String token, boolean upgrade) {
        return "GET /v1/connect HTTP/1.1\r\nHost: " + gateway.getHostString() + ":" + gateway.getPort()
                + "\r\nAuthorization: Bearer " + token + "\r\n" + (upgrade ? UPGRADE : "") + "\r\n";
    }
}
