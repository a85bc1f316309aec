package io.parley.gateway;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** A WebSocket client that sends exactly the frames of the test, valid or not. */
final class RawWebSocket implements AutoCloseable {

    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final int TIMEOUT_MILLIS = 20_000;
    private static final int FIN = 0x80;
    private static final int RSV1 = 0x40;

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;

    /** The server's answer to the handshake: status line and headers. */
    private String answer;

    /** A frame that came in. */
    record Frame(int opcode, boolean compressed, ByteBuffer payload) {

        byte[] bytes() {
            byte[] bytes = new byte[payload.remaining()];
            payload.get(payload.position(), bytes);
            return bytes;
        }

        int length() {
            return payload.remaining();
        }

        String text() {
            return new String(compressed ? inflated(bytes()) : bytes(), StandardCharsets.UTF_8);
        }

        /** The code of a Close frame. */
        int closeCode() {
            return payload.getShort(0) & 0xFFFF;
        }
    }

    /** @param headers further lines of the handshake, each ended by CR LF */
    RawWebSocket(int port, String headers) throws IOException {
        this(new Socket(InetAddress.getLoopbackAddress(), port), headers);
    }

    /** @param socket connected, and this one's to close */
    RawWebSocket(Socket socket, String headers) throws IOException {
        this(socket, handshake(socket.getPort(), headers));
        awaitAnswer();
    }

    private RawWebSocket(Socket socket, byte[] first) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(TIMEOUT_MILLIS);
        in = new DataInputStream(socket.getInputStream());
        out = socket.getOutputStream();
        write(first);
    }

    /** Sends a handshake and these bytes at once, and waits for nothing. */
    static RawWebSocket hasty(Socket socket, String headers, byte[] ahead) throws IOException {
        ByteArrayOutputStream first = new ByteArrayOutputStream();
        first.writeBytes(handshake(socket.getPort(), headers));
        first.writeBytes(ahead);
        return new RawWebSocket(socket, first.toByteArray());
    }

    /** Waits for what the server says to the handshake. */
    String awaitAnswer() throws IOException {
        answer = readHead();
        return answer;
    }

    /** The bytes of a handshake. */
    static byte[] handshake(int port, String headers) {
        return ("GET /v1/connect HTTP/1.1\r\nHost: 127.0.0.1:" + port
                        + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" + headers
                        + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    String answer() {
        return answer;
    }

    void send(String text) throws IOException {
        send(FIN | TEXT, text.getBytes(StandardCharsets.UTF_8), true);
    }

    void sendFragment(int opcode, boolean last, byte[] payload) throws IOException {
        send((last ? FIN : 0) | opcode, payload, true);
    }

    void sendCompressed(byte[] payload) throws IOException {
        send(FIN | RSV1 | TEXT, deflated(payload), true);
    }

    /** @param first the frame's first byte: flags and opcode */
    void send(int first, byte[] payload, boolean masked) throws IOException {
        write(frame(first, payload, masked));
    }

    /** The bytes of a frame, its length in the fewest that will do. */
    static byte[] frame(int first, byte[] payload, boolean masked) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(first);
        int mask = masked ? 0x80 : 0;
        if (payload.length < 126) {
            frame.write(mask | payload.length);
        } else if (payload.length < 65_536) {
            frame.write(mask | 126);
            frame.writeBytes(
                    ByteBuffer.allocate(2).putShort((short) payload.length).array());
        } else {
            frame.write(mask | 127);
            frame.writeBytes(ByteBuffer.allocate(8).putLong(payload.length).array());
        }
        if (masked) {
            // A mask of zeros changes nothing.
            frame.writeBytes(new byte[4]);
        }
        frame.writeBytes(payload);
        return frame.toByteArray();
    }

    /** Sends bytes as they are. */
    void write(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /** Sends no more. */
    void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** Has the end leave nothing behind, so that there may be many within a minute. */
    void endAtOnce() throws IOException {
        socket.setSoLinger(true, 0);
    }

    /** The next frame; fails when the connection ends instead. */
    Frame read() throws IOException {
        int first = in.readUnsignedByte();
        int length = in.readUnsignedByte();
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = (int) in.readLong();
        }
        byte[] payload = new byte[length];
        in.readFully(payload);
        return new Frame(first & 0x0F, (first & RSV1) != 0, ByteBuffer.wrap(payload));
    }

    /** The next frame of this kind, after any others. */
    Frame read(int opcode) throws IOException {
        Frame frame = read();
        while (frame.opcode() != opcode) {
            frame = read();
        }
        return frame;
    }

    /** Passes over so many bytes. */
    void skip(int count) throws IOException {
        in.skipNBytes(count);
    }

    /** Everything that the server says until it ends the connection. */
    String rest() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Whether the server has ended the connection, after all that it still sent. */
    boolean isEnded() throws IOException {
        return in.readAllBytes().length == 0;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private String readHead() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        return head.toString();
    }

    static byte[] deflated(byte[] payload) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        deflater.setInput(payload);
        byte[] room = new byte[payload.length + 1_000];
        int length = deflater.deflate(room, 0, room.length, Deflater.SYNC_FLUSH);
        deflater.end();
        // Without the empty block at the end, as the extension wants it.
        return ByteBuffer.allocate(length - 4).put(room, 0, length - 4).array();
    }

    private static byte[] inflated(byte[] payload) {
        Inflater inflater = new Inflater(true);
        inflater.setInput(ByteBuffer.allocate(payload.length + 4)
                .put(payload)
                .putInt(0x0000FFFF)
                .array());
        byte[] room = new byte[1 << 20];
        try {
            int length = inflater.inflate(room);
            return ByteBuffer.allocate(length).put(room, 0, length).array();
        } catch (DataFormatException e) {
            throw new AssertionError(e);
        } finally {
            inflater.end();
        }
    }
}
