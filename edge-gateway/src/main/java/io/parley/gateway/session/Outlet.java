package io.parley.gateway.session;

import io.parley.gateway.frame.FrameWriter;
import io.parley.gateway.frame.Rejection;
import io.parley.gateway.frame.ServerFrame;
import io.parley.gateway.metrics.GatewayMetrics;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** What leaves a session: counted, bounded, and nothing after the end. For the session's event loop. */
final class Outlet {

    private final SessionSocket socket;
    private final FrameWriter frames;
    private final GatewayMetrics metrics;
    private final long maxUnsentBytes;
    private boolean ended;
    private boolean givenUp;

    Outlet(SessionSocket socket, FrameWriter frames, GatewayMetrics metrics, long maxUnsentBytes) {
        this.socket = socket;
        this.frames = frames;
        this.metrics = metrics;
        this.maxUnsentBytes = maxUnsentBytes;
    }

    FrameWriter frames() {
        return frames;
    }

    /** Sends a frame, and takes the caller's reference to it. */
    void send(ServerFrame frame) {
        if (ended) {
            frame.release();
            return;
        }
        metrics.frameOut(frame.type());
        socket.send(frame);
        if (socket.unsentBytes() > maxUnsentBytes) {
            close(CloseReason.TOO_SLOW);
        }
    }

    void reject(Rejection rejection) {
        metrics.rejected(rejection.code());
        send(frames.rejected(rejection));
    }

    void ping() {
        if (!ended) {
            socket.ping();
        }
    }

    boolean isWritable() {
        return !ended && socket.isWritable();
    }

    /** Closes the connection, for a reason that the client is told. */
    void close(CloseReason reason) {
        if (!ended) {
            ended = true;
            givenUp = reason.isGivingUp();
            metrics.closed(reason.code());
            socket.close(reason);
        }
    }

    /** The connection is gone. */
    void end() {
        ended = true;
    }

    boolean isEnded() {
        return ended;
    }

    /** Whether the client was given up: what was sent last may never have arrived. */
    boolean isGivenUp() {
        return givenUp;
    }

    /** Goes on with an answer that came on another thread. */
    void later(Runnable task) {
        try {
            socket.executor().execute(task);
        } catch (RejectedExecutionException e) {
            // The event loop has ended, and the connection with it.
            ended = true;
        }
    }

    Executor executor() {
        return socket.executor();
    }
}
