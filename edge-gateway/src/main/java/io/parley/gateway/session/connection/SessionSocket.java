package io.parley.gateway.session.connection;

import io.parley.gateway.frame.ServerFrame;
import io.parley.protocol.CloseReason;

import java.net.InetAddress;
import java.util.concurrent.Executor;

/** Sends frames over a session's connection and reads from it. For its event loop, except {@link #executor()}. */
public interface SessionSocket {

    /** Sends a frame, and takes the caller's reference to it. */
    void send(ServerFrame frame);

    /** Sends a WebSocket Ping. */
    void ping();

    /** Sends the reason, gives the client a moment to read it, and closes. Nothing can be sent any more. */
    void close(CloseReason reason);

    /** Ends the connection at once, with what is unsent. */
    void cut();

    /** Pauses reading for this reason, beside others. False if it was already set, or at the end. */
    boolean pause(PauseReason reason);

    /** Ends this reason for not reading; there may be others. */
    void resume(PauseReason reason);

    /** Whether the socket is read, as it is at first: no reason is set. */
    boolean isReading();

    /**
     * Sets the bounds of writability: not writable above {@code high} unsent bytes, writable again below {@code low}.
     */
    void writeBufferWatermark(int low, int high);

    /** The bytes that were sent and that the client's side has not received yet. */
    long unsentBytes();

    /** Whether so little is unsent that more may be produced. */
    boolean isWritable();

    /** The address of the client, or of the proxy before it. */
    InetAddress address();

    /** The connection's event loop. */
    Executor executor();
}
