package io.parley.gateway.session;

import io.parley.avro.InboxDelivery;
import io.parley.avro.InboxEntry;
import io.parley.gateway.frame.ClientFrame;
import io.parley.gateway.frame.ServerFrame;
import io.parley.gateway.metrics.GatewayMetrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * One connected client, from the handshake to the end. For its event loop, but for {@link #executor()}.
 *
 * <pre>
 *                 whole inbox               drain                  nothing under way
 *   Registering ──────────────► Ready ────────────────► Draining ─────────────────────┐
 *     │  frames wait              │  frames are handled    │  frames are ignored       ▼
 *     └───────────────────────────┴────────────────────────┴─── the connection ends ► Ended
 * </pre>
 *
 * <p>A whole inbox that comes later, since the gateway's epoch changed, is sent and changes no state; after it, what was
 * open is opened anew.
 */
public final class Session {

    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    private static final Duration SOONEST_RECONNECT = Duration.ofMillis(500);

    private final SessionIdentity identity;
    private final SessionSocket socket;
    private final Outlet outlet;
    private final BooleanSupplier logIsFull;
    private final Heartbeat heartbeat;
    private final Registration registration;
    private final TokenLife token;
    private final Requests requests;
    private final SessionStream stream;
    private final Supplier<ServerFrame> readyFrame;
    private final Duration reconnectSpread;
    private final GatewayMetrics metrics;
    private boolean closedByClient;
    private State state = new State.Registering(new ArrayDeque<>());

    private sealed interface State {
        record Registering(Deque<ClientFrame> waiting) implements State {}

        record Ready() implements State {}

        record Draining() implements State {}

        record Ended() implements State {}
    }

    /** @param logIsFull whether too much waits for the log for more to be read */
    Session(
            SessionIdentity identity,
            SessionSocket socket,
            Outlet outlet,
            BooleanSupplier logIsFull,
            Heartbeat heartbeat,
            Registration registration,
            TokenLife token,
            Requests requests,
            SessionStream stream,
            Supplier<ServerFrame> readyFrame,
            Duration reconnectSpread,
            GatewayMetrics metrics) {
        this.identity = identity;
        this.socket = socket;
        this.outlet = outlet;
        this.logIsFull = logIsFull;
        this.heartbeat = heartbeat;
        this.registration = registration;
        this.token = token;
        this.requests = requests;
        this.stream = stream;
        this.readyFrame = readyFrame;
        this.reconnectSpread = reconnectSpread;
        this.metrics = metrics;
    }

    public SessionIdentity identity() {
        return identity;
    }

    /** Where everything else has to be called. */
    public Executor executor() {
        return socket.executor();
    }

    /** What the session does with deliveries. */
    SessionStream stream() {
        return stream;
    }

    /** The handshake is done, and deliveries find this session. */
    void begin() {
        registration.begin();
    }

    /** A frame came in. */
    public void received(ClientFrame frame) {
        metrics.frameIn(frame.type());
        if (logIsFull.getAsBoolean() && socket.pause(Pause.LOG)) {
            metrics.readingPaused(Pause.LOG.label());
        }
        if (state instanceof State.Registering registering) {
            registering.waiting().add(frame);
            if (registering.waiting().size() >= SessionLimits.WAITING_FRAMES) {
                var unused = socket.pause(Pause.REGISTRATION);
            }
        } else if (state instanceof State.Ready) {
            handle(frame);
        }
    }

    /** There is room in the log again. */
    void logRelieved() {
        socket.resume(Pause.LOG);
    }

    /** Something came in, be it a part of a frame. */
    public void heard(long now) {
        heartbeat.heard(now);
    }

    /** The client has read on. */
    public void writable() {
        stream.proceed();
        requests.proceed();
    }

    /** The client's Close frame came in, be it an answer to ours. */
    public void closedByClient() {
        closedByClient = true;
    }

    /** Bytes that the client has not taken yet. */
    long unsentBytes() {
        return socket.unsentBytes();
    }

    /**
     * Does something for this session. A fault in it ends the session, for the client to come back and catch up: nobody
     * misses anything in silence, and no other session is kept from its own.
     */
    void attempt(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("session {} can't go on", identity.sessionId(), e);
            fail(CloseReason.INTERNAL);
        }
    }

    /** The connection can't go on. */
    public void fail(CloseReason reason) {
        outlet.close(reason);
    }

    /** The connection is gone. */
    void end() {
        if (!(state instanceof State.Ended)) {
            state = new State.Ended();
            outlet.end();
            requests.end();
            stream.end();
            registration.leave(closedByClient && !outlet.isGivenUp());
        }
    }

    /** The gateway's epoch has changed, or deliveries were lost: the user's stream begins anew. */
    void announceAgain() {
        if (!(state instanceof State.Ended)) {
            registration.begin();
        }
    }

    /** Says good-bye, and closes as soon as nothing of the client's is on its way into the log. */
    void drain(String reason) {
        if (!(state instanceof State.Ended) && !(state instanceof State.Draining)) {
            state = new State.Draining();
            outlet.send(outlet.frames().goaway(reconnectAfter(), reason));
            requests.whenSettled(() -> outlet.close(CloseReason.GOING_AWAY));
        }
    }

    /** To be called every now and then, with the time by both clocks. Whether the session goes on. */
    boolean check(long now, Instant wallClock) {
        if (state instanceof State.Ended) {
            return false;
        }
        requests.check(now);
        stream.check(now);
        if (token.isOver(wallClock)) {
            outlet.close(CloseReason.TOKEN_EXPIRED);
        } else if (!registration.check(now)) {
            drain("the session could not be registered");
        }
        if (!socket.isReading()) {
            // It is we who don't listen.
            heartbeat.heard(now);
        }
        switch (heartbeat.check(now)) {
            // One that doesn't read can't answer a Ping either.
            case GIVE_UP -> outlet.close(outlet.isWritable() ? CloseReason.SILENT : CloseReason.TOO_SLOW);
            case PING -> outlet.ping();
            case NOTHING -> {}
        }
        return true;
    }

    /** A part of the answer to an announcement. */
    void wholeInbox(InboxDelivery part) {
        if (!(state instanceof State.Ended)) {
            registration.take(part).ifPresent(this::wholeInbox);
        }
    }

    private void wholeInbox(Collection<InboxEntry> inbox) {
        if (state instanceof State.Registering registering) {
            state = new State.Ready();
            stream.begin();
            outlet.send(readyFrame.get());
            stream.wholeInbox(inbox);
            requests.wholeInbox();
            registering.waiting().forEach(this::handle);
            socket.resume(Pause.REGISTRATION);
        } else {
            stream.wholeInbox(inbox);
            requests.wholeInbox();
        }
    }

    private void handle(ClientFrame frame) {
        if (!outlet.isEnded()) {
            requests.handle(frame);
        }
    }

    /** Spread by the session's id, which is random, so that not all come back at once. */
    private Duration reconnectAfter() {
        long spread = Math.max(1, reconnectSpread.toMillis());
        return SOONEST_RECONNECT.plusMillis(Math.floorMod(identity.sessionId().hashCode(), spread));
    }
}
