package io.parley.gateway.session;

import io.parley.avro.InboxDelivery;
import io.parley.gateway.frame.ClientFrame;
import io.parley.gateway.metrics.GatewayMetrics;
import io.parley.gateway.session.connection.FrameSender;
import io.parley.gateway.session.connection.Liveness;
import io.parley.gateway.session.connection.NewestInbox;
import io.parley.gateway.session.connection.PauseReason;
import io.parley.gateway.session.connection.Registration;
import io.parley.gateway.session.connection.SessionConnection;
import io.parley.gateway.session.connection.SessionIdentity;
import io.parley.gateway.session.connection.SessionLimits;
import io.parley.gateway.session.connection.SessionPart;
import io.parley.gateway.session.connection.SessionSocket;
import io.parley.gateway.session.connection.TokenExpiry;
import io.parley.gateway.session.preference.SessionPreferences;
import io.parley.gateway.session.request.Requests;
import io.parley.gateway.session.stream.SessionStream;
import io.parley.protocol.CloseReason;
import io.parley.schemas.GatewayId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Serves one connected client, from the handshake to the end. For its event loop, except {@link #executor()}.
 *
 * <pre>
 *                 whole inbox               drain                  nothing under way
 *   Registering ──────────────► Ready ────────────────► Draining ─────────────────────┐
 *     │  frames wait              │  frames are handled    │  frames are ignored       ▼
 *     └───────────────────────────┴────────────────────────┴─── the connection ends ► Ended
 * </pre>
 *
 * <p>A later whole inbox, after a change of the gateway's epoch, is sent and changes no state; after it, open
 * conversations are opened again.
 */
public final class Session {

    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    private final SessionIdentity identity;
    private final SessionSocket socket;
    private final FrameSender sender;
    private final Liveness liveness;
    private final Registration registration;
    private final TokenExpiry token;
    private final SessionPreferences preferences;
    private final SessionStream stream;
    private final Requests requests;
    private final GatewayId gateway;
    private final SessionLimits limits;
    private final BooleanSupplier logIsFull;
    private final GatewayMetrics metrics;

    /** In the order of calls, closed in reverse; an array, so that a sweep of all sessions makes no iterators. */
    private final SessionPart[] parts;

    private boolean closedByClient;
    private State state = new State.Registering(new ArrayDeque<>());

    private sealed interface State {
        record Registering(Deque<ClientFrame> waiting) implements State {}

        record Ready() implements State {}

        record Draining() implements State {}

        record Ended() implements State {}
    }

    /** @param logIsFull whether so much waits for the log that reading should stop */
    Session(
            SessionConnection connection,
            SessionPreferences preferences,
            SessionStream stream,
            Requests requests,
            GatewayId gateway,
            SessionLimits limits,
            BooleanSupplier logIsFull,
            GatewayMetrics metrics) {
        this.identity = connection.identity();
        this.socket = connection.socket();
        this.sender = connection.sender();
        this.liveness = connection.liveness();
        this.registration = connection.registration();
        this.token = connection.token();
        this.preferences = preferences;
        this.stream = stream;
        this.requests = requests;
        this.gateway = gateway;
        this.limits = limits;
        this.logIsFull = logIsFull;
        this.metrics = metrics;
        this.parts = Stream.of(stream.parts(), requests.parts())
                .flatMap(List::stream)
                .toArray(SessionPart[]::new);
    }

    public SessionIdentity identity() {
        return identity;
    }

    /** The executor for all other calls. */
    public Executor executor() {
        return socket.executor();
    }

    /** Returns the receiver of the session's deliveries. */
    public SessionStream stream() {
        return stream;
    }

    /** Returns the receiver of the client's signs of life. */
    public Liveness liveness() {
        return liveness;
    }

    /** Returns the receiver of answers to its requests. */
    public Requests requests() {
        return requests;
    }

    /** Begins the session: the handshake is done, and deliveries find it. */
    void begin() {
        registration.begin();
    }

    /** Handles a frame. */
    public void received(ClientFrame frame) {
        metrics.frameIn(frame.type());
        if (logIsFull.getAsBoolean() && socket.pause(PauseReason.LOG)) {
            metrics.readingPaused(PauseReason.LOG.label());
        }
        if (state instanceof State.Registering registering) {
            registering.waiting().add(frame);
            if (registering.waiting().size() >= SessionLimits.WAITING_FRAMES) {
                var unused = socket.pause(PauseReason.REGISTRATION);
            }
        } else if (state instanceof State.Ready) {
            handle(frame);
        }
    }

    /** Resumes reading: the log has room again. */
    void logRelieved() {
        socket.resume(PauseReason.LOG);
    }

    /** Continues to send: the client has read on. */
    public void writable() {
        sender.reportUnsent();
        for (SessionPart part : parts) {
            part.onWritable();
        }
    }

    /** Handles the client's Close frame, even if it answers ours. */
    public void closedByClient() {
        closedByClient = true;
    }

    /** The bytes that the client has not read yet. */
    long unsentBytes() {
        return socket.unsentBytes();
    }

    /**
     * Runs a task for this session. A fault in it ends the session, so that the client comes back and catches up: no
     * client misses anything silently, and the other sessions go on.
     */
    public void attempt(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("session {} can't go on", identity.sessionId(), e);
            fail(CloseReason.INTERNAL);
        }
    }

    /** Closes a connection that can't continue. */
    public void fail(CloseReason reason) {
        sender.close(reason);
    }

    /** Notes that the connection is gone, which may be long after the session's end. */
    public void connectionGone() {
        sender.forgetUnsent();
    }

    /** Ends the session: the connection is gone, or was given up. */
    void end() {
        if (!(state instanceof State.Ended)) {
            state = new State.Ended();
            sender.end();
            for (int i = parts.length - 1; i >= 0; i--) {
                parts[i].onClose();
            }
            registration.leave(closedByClient && !sender.isGivenUp());
        }
    }

    /**
     * Announces the session again, after a change of the gateway's epoch or lost deliveries: the user's stream starts
     * over.
     */
    void announceAgain() {
        if (!(state instanceof State.Ended)) {
            registration.begin();
        }
    }

    /** Sends {@code goaway}, and closes as soon as no command of the client is on its way into the log. */
    void drain(String reason) {
        if (!(state instanceof State.Ended) && !(state instanceof State.Draining)) {
            state = new State.Draining();
            sender.send(sender.frames().goaway(limits.reconnectAfter(identity.sessionId()), reason));
            requests.whenSettled(() -> sender.close(CloseReason.GOING_AWAY));
        }
    }

    /** Checks timeouts; false once the session has ended. To be called periodically, with the time by both clocks. */
    boolean check(long now, Instant wallClock) {
        if (state instanceof State.Ended) {
            return false;
        }
        for (SessionPart part : parts) {
            part.onTick(now);
        }
        Optional<CloseReason> end = token.end(now, wallClock);
        if (end.isPresent()) {
            close(end.get());
        } else if (!registration.check(now)) {
            drain("the session could not be registered");
        }
        sender.reportUnsent();
        liveness.check(now);
        return true;
    }

    /** Its time is over. A user who was cut off is named in the log: somebody will ask why. */
    private void close(CloseReason reason) {
        if (reason.isCutOff() && !sender.isEnded()) {
            LOG.info(
                    "session {} of user {} at {} ends: {}",
                    identity.sessionId(),
                    identity.user(),
                    socket.address().getHostAddress(),
                    reason.text());
            metrics.cutOff(reason.label());
        }
        sender.close(reason);
    }

    /** A part of the answer to an announcement. */
    public void wholeInbox(InboxDelivery part) {
        if (!(state instanceof State.Ended)) {
            registration.take(part).ifPresent(inbox -> {
                stream.beginPreferences(part.getEpoch());
                wholeInbox(inbox);
            });
        }
    }

    private void wholeInbox(NewestInbox inbox) {
        if (state instanceof State.Registering registering) {
            state = new State.Ready();
            stream.begin();
            sender.send(sender.frames()
                    .ready(
                            identity.sessionId(),
                            identity.user().value(),
                            gateway.value(),
                            limits.heartbeat().interval(),
                            preferences.blocked()));
            sendWholeInbox(inbox);
            registering.waiting().forEach(this::handle);
            socket.resume(PauseReason.REGISTRATION);
        } else {
            sendWholeInbox(inbox);
        }
    }

    private void sendWholeInbox(NewestInbox inbox) {
        stream.wholeInbox(inbox);
        for (SessionPart part : parts) {
            part.onReady();
        }
    }

    private void handle(ClientFrame frame) {
        if (!sender.isEnded()) {
            requests.handle(frame);
        }
    }
}
