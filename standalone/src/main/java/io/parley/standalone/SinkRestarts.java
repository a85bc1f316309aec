package io.parley.standalone;

import io.parley.runtime.management.Health;
import io.parley.servers.ConnectorState;
import io.parley.servers.ServerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Starts sinks again that have failed, since Connect itself leaves a failed task as it is: after {@link #FIRST}, and
 * after twice as long each time it fails again, up to {@link #LONGEST}. So what passes heals by itself, and a store
 * that refuses the sink for good gets one line in the log every few minutes. One thread checks, any may ask for the
 * health.
 */
final class SinkRestarts {

    static final Duration FIRST = Duration.ofSeconds(5);
    static final Duration LONGEST = Duration.ofMinutes(5);

    /** A sink that ran for so long begins at {@link #FIRST} again. */
    static final Duration RECOVERED = Duration.ofMinutes(10);

    private static final Logger LOG = LoggerFactory.getLogger(SinkRestarts.class);

    private final Supplier<Map<String, ConnectorState>> states;
    private final Restart restart;
    private final InstantSource clock;
    private final Map<String, Failure> failures = new HashMap<>();
    private volatile Health health = Health.unwell("not checked yet");

    /** Restarts what has failed of a sink. */
    @FunctionalInterface
    interface Restart {

        /** Returns whether this worker is the one of its group who does that. */
        boolean of(String connector) throws InterruptedException;
    }

    private record Failure(Duration delay, Instant due, Instant lastSeen) {}

    /** @param states of all sinks, by name */
    SinkRestarts(Supplier<Map<String, ConnectorState>> states, Restart restart, InstantSource clock) {
        this.states = states;
        this.restart = restart;
        this.clock = clock;
    }

    /** Restarts those that have failed and whose time has come. A worker that doesn't run is reported as not healthy. */
    void check() throws InterruptedException {
        try {
            Health found = Health.well("all sinks run");
            for (Map.Entry<String, ConnectorState> sink : states.get().entrySet()) {
                if (sink.getValue().hasFailed()) {
                    String reason = reason(sink.getValue());
                    found = Health.unwell(sink.getKey() + ": " + reason);
                    failed(sink.getKey(), reason);
                }
            }
            health = found;
        } catch (ServerException | IllegalStateException e) {
            health = Health.unwell(e.getMessage());
        }
    }

    /** Reports what the last check found. */
    Health health() {
        return health;
    }

    private void failed(String connector, String reason) throws InterruptedException {
        Instant now = clock.instant();
        Failure before = failures.get(connector);
        if (before == null || before.lastSeen().plus(RECOVERED).isBefore(now)) {
            LOG.error("{} has failed and is started again in {} s: {}", connector, FIRST.toSeconds(), reason);
            failures.put(connector, new Failure(FIRST, now.plus(FIRST), now));
        } else if (now.isBefore(before.due())) {
            failures.put(connector, new Failure(before.delay(), before.due(), now));
        } else {
            Duration doubled = before.delay().multipliedBy(2);
            Duration next = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
            failures.put(connector, new Failure(next, now.plus(next), now));
            if (restart.of(connector)) {
                LOG.warn("{} was started again; if it fails, once more in {} s", connector, next.toSeconds());
            }
        }
    }

    private static String reason(ConnectorState state) {
        return state.traces().stream()
                .findFirst()
                .flatMap(trace -> trace.lines().findFirst())
                .orElse("no reason given");
    }
}
