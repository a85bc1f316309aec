package io.parley.topologies;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.parley.schemas.RegistryUnavailableException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What becomes of a stream thread that dies: another takes its place, from the last commit on (a commit that races a
 * transaction's time-out kills a healthy thread, KAFKA-20785). When that has happened too often within a while, the
 * application stops, since a fault that comes back at once is no accident.
 *
 * <p>A schema registry that is down costs nothing of the budget: it is waited for, however long that takes.
 */
final class ThreadBudget implements StreamsUncaughtExceptionHandler {

    static final int REPLACEMENTS = 10;
    static final Duration WINDOW = Duration.ofMinutes(10);

    private static final Logger LOG = LoggerFactory.getLogger(ThreadBudget.class);

    private final Clock clock;
    private final Counter replaced;
    private final Deque<Instant> recent = new ArrayDeque<>();
    private Throwable lastCause;

    ThreadBudget(String application, Clock clock, MeterRegistry meters) {
        this.clock = clock;
        this.replaced = Counter.builder("parley.streams.threads.replaced")
                .description("stream threads that died and were replaced")
                .tag("application", application)
                .register(meters);
    }

    @Override
    public synchronized StreamThreadExceptionResponse handle(Throwable failure) {
        lastCause = failure;
        if (Causes.contain(failure, RegistryUnavailableException.class)) {
            LOG.warn("the schema registry is down, trying again: {}", failure.toString());
            replaced.increment();
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        Instant now = clock.instant();
        while (!recent.isEmpty() && recent.peekFirst().isBefore(now.minus(WINDOW))) {
            recent.removeFirst();
        }
        if (Causes.contain(failure, FreezeGuard.ProcessFrozenException.class)) {
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        if (failure instanceof Error || recent.size() >= REPLACEMENTS) {
            LOG.error(
                    "a stream thread died, and {} were replaced in the last {}: stopping",
                    recent.size(),
                    WINDOW,
                    failure);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        recent.addLast(now);
        replaced.increment();
        LOG.error("a stream thread died, replacing it ({} of {} in {})", recent.size(), REPLACEMENTS, WINDOW, failure);
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    /** What the last thread died of; null when none did. */
    synchronized Throwable lastCause() {
        return lastCause;
    }
}
