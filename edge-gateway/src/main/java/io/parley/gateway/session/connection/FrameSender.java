package io.parley.gateway.session.connection;

import io.parley.gateway.frame.FrameWriter;
import io.parley.gateway.frame.Rejection;
import io.parley.gateway.frame.ServerFrame;
import io.parley.gateway.limit.UnsentBytes;
import io.parley.gateway.metrics.GatewayMetrics;
import io.parley.protocol.CloseReason;
import io.parley.schemas.UserId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Sends a session's frames: counts them, bounds what is unsent, and sends nothing after the close. For its event loop.
 */
public final class FrameSender {

    private static final Logger LOG = LoggerFactory.getLogger(FrameSender.class);

    private final SessionSocket socket;
    private final UserId user;
    private final FrameWriter frames;
    private final GatewayMetrics metrics;
    private final long maxUnsentBytes;
    private final UnsentBytes.Share unsent;
    private boolean ended;
    private boolean givenUp;

    /**
     * @param maxUnsentBytes of this session
     * @param unsentBytes of the user and of the gateway
     */
    FrameSender(
            SessionSocket socket,
            UserId user,
            FrameWriter frames,
            GatewayMetrics metrics,
            long maxUnsentBytes,
            UnsentBytes unsentBytes) {
        this.socket = socket;
        this.user = user;
        this.frames = frames;
        this.metrics = metrics;
        this.maxUnsentBytes = maxUnsentBytes;
        this.unsent = unsentBytes.join(user, new Worst());
    }

    /** Ends the session when its user's clients, or all, read too little, and this one the least. */
    private final class Worst implements UnsentBytes.Shedding {

        @Override
        public void shed() {
            runOnEventLoop(() -> close(CloseReason.TOO_SLOW));
        }

        @Override
        public void cut() {
            runOnEventLoop(socket::cut);
        }
    }

    public FrameWriter frames() {
        return frames;
    }

    /** Sends a frame, and takes the caller's reference to it. */
    public void send(ServerFrame frame) {
        if (ended) {
            frame.release();
            return;
        }
        metrics.frameOut(frame.type());
        socket.send(frame);
        reportUnsent();
        if (socket.unsentBytes() > maxUnsentBytes) {
            close(CloseReason.TOO_SLOW);
        }
    }

    /** Reports what the client has not read. To be called when it has read, and periodically. */
    public void reportUnsent() {
        unsent.report(socket.unsentBytes());
    }

    public void reject(Rejection rejection) {
        metrics.rejected(rejection.code());
        send(frames.rejected(rejection));
    }

    public void ping() {
        if (!ended) {
            socket.ping();
        }
    }

    public boolean isWritable() {
        return !ended && socket.isWritable();
    }

    /** Closes the connection with a reason, which is sent to the client. */
    public void close(CloseReason reason) {
        if (!ended) {
            ended = true;
            givenUp = reason.isGivingUp();
            unsent.closes();
            metrics.closed(reason.code());
            if (reason.isAbuse()) {
                LOG.info(
                        "a session of user {} at {} is closed: {}",
                        user,
                        socket.address().getHostAddress(),
                        reason.text());
            }
            socket.close(reason);
        }
    }

    /** Ends the sender: the connection is gone. */
    public void end() {
        ended = true;
    }

    /** Forgets what was unsent: the connection is gone, and with it the bytes. */
    public void forgetUnsent() {
        unsent.leave();
    }

    public boolean isEnded() {
        return ended;
    }

    /** Whether the client was given up, so that the last frames may never have arrived. */
    public boolean isGivenUp() {
        return givenUp;
    }

    /** Runs a task on the session's event loop, such as the rest of an answer that came on another thread. */
    public void runOnEventLoop(Runnable task) {
        try {
            socket.executor().execute(task);
        } catch (RejectedExecutionException e) {
            // The event loop has ended, and the connection with it.
            ended = true;
        }
    }

    public Executor executor() {
        return socket.executor();
    }
}
