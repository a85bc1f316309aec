package io.parley.resilience.layout;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Asks a server of this machine something that it answers whenever it serves. A process that stands still has a port
 * that takes connections, and answers nothing.
 */
final class Probe {

    private static final int ANSWER_MILLIS = (int) Duration.ofSeconds(2).toMillis();

    /** ApiVersions, version 0, without a client id, behind its length. Source: the Kafka protocol guide. */
    private static final byte[] KAFKA = {0, 0, 0, 10, 0, 18, 0, 0, 0, 0, 0, 1, (byte) 0xFF, (byte) 0xFF};

    /** OPTIONS, version 4, stream 0, no body. Source: CQL binary protocol v4, section 4.1.3. */
    private static final byte[] CQL = {4, 0, 0, 0, 5, 0, 0, 0, 0};

    private static final byte[] REDIS = "PING\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HTTP = "GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final int port;
    private final byte[] question;

    private Probe(int port, byte[] question) {
        this.port = port;
        this.question = question;
    }

    static Probe kafka(int port) {
        return new Probe(port, KAFKA);
    }

    static Probe cassandra(int port) {
        return new Probe(port, CQL);
    }

    static Probe redis(int port) {
        return new Probe(port, REDIS);
    }

    static Probe http(int port) {
        return new Probe(port, HTTP);
    }

    /** Returns whether an answer begins within two seconds. */
    boolean isAnswered() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), ANSWER_MILLIS);
            socket.setSoTimeout(ANSWER_MILLIS);
            socket.getOutputStream().write(question);
            return socket.getInputStream().read() >= 0;
        } catch (IOException silentOrAway) {
            return false;
        }
    }
}
