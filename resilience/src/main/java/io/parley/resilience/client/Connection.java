package io.parley.resilience.client;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.net.URI;
import java.util.List;

/**
 * Keeps a user connected to one of the gateways, in turn, and names the session of the moment. Not thread-safe: the user's
 * lock guards it.
 */
final class Connection {

    private static final long FIRST_RETRY_MILLIS = 200;
    private static final long LATEST_RETRY_MILLIS = 2_000;

    private final String userId;
    private final User.Environment environment;
    private final Socket.Handler handler;
    private Socket socket;
    private String session;
    private int connections;
    private int announcements;
    private boolean wanted;
    private long retryMillis = FIRST_RETRY_MILLIS;

    Connection(String userId, User.Environment environment, Socket.Handler handler) {
        this.userId = userId;
        this.environment = environment;
        this.handler = handler;
    }

    /** Connects, unless that has been done or isn't wanted any more. */
    void connect() {
        if (!wanted || socket != null) {
            return;
        }
        List<URI> gateways = environment.gateways();
        int number = connections++;
        announcements = 0;
        session = userId + "/" + number;
        socket = new Socket(handler);
        socket.connect(
                environment.http(),
                gateways.get(Math.floorMod(userId.hashCode() + number, gateways.size())),
                Token.of(userId, environment.secret()));
    }

    /** Says whether the user wants to be connected. */
    void want(boolean connected) {
        wanted = connected;
    }

    boolean isWanted() {
        return wanted;
    }

    /** Takes note that the socket is gone; returns after how many milliseconds to connect again. */
    long lost() {
        socket = null;
        long wait = retryMillis;
        retryMillis = Math.min(LATEST_RETRY_MILLIS, retryMillis * 2);
        return wait;
    }

    /** Takes note that the session is ready, so that the next loss is repaired at once. */
    void ready() {
        retryMillis = FIRST_RETRY_MILLIS;
    }

    /** Names the session anew, as its gateway has announced it again. */
    void announcedAgain() {
        session = userId + "/" + (connections - 1) + "." + ++announcements;
    }

    /** Returns the name of the session of the moment, or of the last one. */
    String session() {
        return session;
    }

    /** Returns the socket of the moment, or null. */
    Socket socket() {
        return socket;
    }

    /** Sends a frame; returns whether there is a socket to send it on. */
    boolean send(ObjectNode frame) {
        if (socket == null) {
            return false;
        }
        socket.send(frame);
        return true;
    }
}
