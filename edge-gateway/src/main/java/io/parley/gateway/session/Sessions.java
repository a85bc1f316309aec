package io.parley.gateway.session;

import io.netty.util.concurrent.EventExecutor;
import io.parley.gateway.log.LogPressure;
import io.parley.gateway.metrics.GatewayMetrics;
import io.parley.gateway.session.connection.SessionIdentity;
import io.parley.gateway.session.connection.SessionSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/** Begins and ends sessions, and registers them for deliveries and sweeps. Thread-safe. */
public final class Sessions {

    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

    private final SessionFactory factory;
    private final SessionRegistry registry;
    private final SessionSweeps sweeps;

    /** The reason for the drain; null before it. */
    private volatile String goodbye;

    public Sessions(
            SessionFactory factory,
            SessionRegistry registry,
            SessionSweeps sweeps,
            LogPressure pressure,
            GatewayMetrics metrics) {
        this.factory = factory;
        this.registry = registry;
        this.sweeps = sweeps;
        pressure.whenRelieved(sweeps::logRelieved);
        metrics.unsentBytes(sweeps, SessionSweeps::unsentBytes, SessionSweeps::mostUnsentBytes);
    }

    /** Begins a session on a connection whose handshake is done. To be called on its event loop. */
    public Session open(SessionIdentity identity, SessionSocket socket, EventExecutor eventLoop) {
        Session session = factory.session(identity, socket);
        // Registered before it is announced: the answer must not come too early.
        registry.add(session);
        sweeps.add(eventLoop, session);
        String reason = goodbye;
        if (reason == null) {
            session.begin();
        } else {
            session.drain(reason);
        }
        return session;
    }

    /** Closes a session whose connection is gone. To be called on its event loop. */
    public void close(Session session) {
        registry.remove(session);
        session.end();
    }

    /** Announces every session again, each on its event loop. */
    public void announceAgain() {
        forEach(Session::announceAgain);
    }

    /** Drains all clients, each on its event loop, and from now on also those whose handshake was under way. */
    public void drain(String reason) {
        goodbye = reason;
        forEach(session -> session.drain(reason));
    }

    private void forEach(Consumer<Session> action) {
        for (Session session : registry.all()) {
            try {
                session.executor().execute(() -> session.attempt(() -> action.accept(session)));
            } catch (RejectedExecutionException e) {
                LOG.debug("an event loop has ended, and its connections with it");
            }
        }
    }
}
