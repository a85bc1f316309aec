package io.parley.gateway.session;

import io.netty.util.concurrent.EventExecutor;
import io.parley.protocol.CloseReason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Checks all sessions of an event loop on one timer, in place of several timers per session: heartbeats, tokens,
 * registrations. The loops' sweeps run at different times.
 */
public final class SessionSweeps {

    private static final Logger LOG = LoggerFactory.getLogger(SessionSweeps.class);

    private static final Duration INTERVAL = Duration.ofMillis(250);

    private final Clock clock;
    private final LongSupplier nanoTime;
    private final RandomGenerator random;
    private final Map<EventExecutor, OfLoop> sessions = new ConcurrentHashMap<>();

    /**
     * The sessions of an event loop, and the unsent bytes of the last sweep; only these figures are for other threads.
     */
    private static final class OfLoop {
        private final List<Session> sessions = new ArrayList<>();
        private volatile long unsentBytes;
        private volatile long mostUnsentBytes;
    }

    public SessionSweeps(Clock clock, LongSupplier nanoTime, RandomGenerator random) {
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.random = random;
    }

    /** Adds a session, which is checked until it ends. To be called on its event loop. */
    void add(EventExecutor eventLoop, Session session) {
        sessions.computeIfAbsent(eventLoop, this::begin).sessions.add(session);
    }

    /** Lets every session be read again once the log has room, with one task per event loop. Thread-safe. */
    void logRelieved() {
        sessions.forEach((eventLoop, ofLoop) -> {
            try {
                eventLoop.execute(() -> ofLoop.sessions.forEach(Session::logRelieved));
            } catch (RejectedExecutionException e) {
                LOG.debug("an event loop has ended, and its connections with it");
            }
        });
    }

    /** The bytes that clients had not read at the last sweeps. */
    long unsentBytes() {
        return sessions.values().stream()
                .mapToLong(ofLoop -> ofLoop.unsentBytes)
                .sum();
    }

    /** The most bytes that one client had not read. */
    long mostUnsentBytes() {
        return sessions.values().stream()
                .mapToLong(ofLoop -> ofLoop.mostUnsentBytes)
                .max()
                .orElse(0);
    }

    private OfLoop begin(EventExecutor eventLoop) {
        OfLoop ofLoop = new OfLoop();
        long interval = INTERVAL.toMillis();
        var unused = eventLoop.scheduleAtFixedRate(
                () -> sweep(ofLoop), random.nextLong(interval), interval, TimeUnit.MILLISECONDS);
        return ofLoop;
    }

    private void sweep(OfLoop ofLoop) {
        long now = nanoTime.getAsLong();
        Instant wallClock = clock.instant();
        ofLoop.sessions.removeIf(session -> !check(session, now, wallClock));
        long sum = 0;
        long most = 0;
        for (Session session : ofLoop.sessions) {
            long unsent = session.unsentBytes();
            sum += unsent;
            most = Math.max(most, unsent);
        }
        ofLoop.unsentBytes = sum;
        ofLoop.mostUnsentBytes = most;
    }

    private static boolean check(Session session, long now, Instant wallClock) {
        try {
            return session.check(now, wallClock);
        } catch (RuntimeException e) {
            // One session's fault must not end the sweep of the others.
            LOG.error("session {} can't go on", session.identity().sessionId(), e);
            session.fail(CloseReason.INTERNAL);
            return true;
        }
    }
}
