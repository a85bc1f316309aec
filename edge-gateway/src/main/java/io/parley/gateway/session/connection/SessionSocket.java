package io.parley.gateway.session.connection;

import io.parley.gateway.frame.ServerFrame;

import java.net.InetAddress;
import java.util.concurrent.Executor;

/** Sends frames over a session's connection and reads from it. For its event loop, but for {@link #executor()}. */
public interface SessionSocket {

    /** Sends a frame, and takes the caller's reference to it. */
    void send(ServerFrame frame);

    /** Sends a WebSocket Ping. */
    void ping();

    /** Sends the reason, gives the client a moment to read it, and closes. Nothing can be sent any more. */
    void close(CloseReason reason);

    /** Stops reading what the client sends, for this reason beside others. False if it stood already, or at the end. */
    boolean pause(PauseReason reason);

    /** This reason for not reading is over; there may be others. */
    void resume(PauseReason reason);

    /** Whether the socket is read, as it is at first: there is no reason not to. */
    boolean isReading();

    /**
     * Sets when the socket is writable: no more once it has more than {@code high} unsent bytes, and again once it has
     * fewer than {@code low}.
     */
    void writeBufferWatermark(int low, int high);

    /** Bytes that were sent and that the client's side has not taken yet. */
    long unsentBytes();

    /** Whether little enough is unsent for more to be produced. */
    boolean isWritable();

    /** Where the client is, or the proxy before it. */
    InetAddress address();

    /** The connection's event loop. */
    Executor executor();
}
