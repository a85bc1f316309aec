package io.parley.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/** Many WebSocket clients on one thread, which read and count bytes, and do nothing else. */
final class ReadingClients implements AutoCloseable {

    private static final int BUFFER = 256 * 1024;
    private static final String END_OF_INBOX = "\"last\":true}";
    private static final long PAUSE_NANOS = 20_000;
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private final Selector selector;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private final AtomicLong bytes = new AtomicLong();
    private final Thread thread = new Thread(this::run, "reading-clients");
    private final LongConsumer whenRead;

    ReadingClients() throws IOException {
        this(nanoTime -> {});
    }

    /** @param whenRead called on that thread whenever one of them has read something, before it is counted */
    ReadingClients(LongConsumer whenRead) throws IOException {
        this.whenRead = whenRead;
        selector = Selector.open();
        thread.setDaemon(true);
    }

    /** Connects one, and reads its whole inbox. */
    void connect(int port, String token) throws IOException {
        SocketChannel socket = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        String request = "GET /v1/connect HTTP/1.1\r\nHost: 127.0.0.1:" + port
                + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nAuthorization: Bearer " + token + "\r\n\r\n";
        socket.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
        StringBuilder begin = new StringBuilder();
        while (begin.indexOf(END_OF_INBOX) < 0) {
            buffer.clear();
            if (socket.read(buffer) < 0) {
                throw new IOException("closed after " + begin);
            }
            begin.append(StandardCharsets.ISO_8859_1.decode(buffer.flip()));
        }
        socket.configureBlocking(false);
        socket.register(selector, SelectionKey.OP_READ);
    }

    /** All are connected: begins to read. */
    void start() {
        thread.start();
    }

    /** The bytes that all of them have read. */
    long bytes() {
        return bytes.get();
    }

    /** Waits until all together have read as much, and no more. */
    void awaitBytes(long expected) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (bytes.get() < expected && System.nanoTime() < deadline) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        if (bytes.get() != expected) {
            throw new IllegalStateException(bytes.get() + " bytes were read (expected: " + expected + ")");
        }
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }

    private void run() {
        try {
            while (selector.isOpen()) {
                selector.select(this::read);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(SelectionKey key) {
        try {
            buffer.clear();
            int count = ((SocketChannel) key.channel()).read(buffer);
            if (count < 0) {
                key.cancel();
            } else {
                whenRead.accept(System.nanoTime());
                bytes.addAndGet(count);
            }
        } catch (IOException e) {
            key.cancel();
        }
    }
}
