package io.parley.topologies.failure;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.parley.runtime.lifecycle.RestartBudget;
import io.parley.schemas.RegistryUnavailableException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.time.Duration;

/**
 * Replaces stream threads that die, from the last commit on (a commit that races a transaction's time-out kills a
 * healthy thread, KAFKA-20785). Stops the application after too many replacements within a while, since a fault that
 * returns at once is no accident.
 *
 * <p>Brokers or a schema registry that are down don't count: the threads wait for them without limit. Neither does a
 * transaction that took longer than its time-out, which is how an overloaded machine shows: a process that ended for it
 * would leave its work to others that have too much already. A fault that hits all threads at once is one accident, so
 * the budget grows with their number.
 */
public final class ThreadBudget implements StreamsUncaughtExceptionHandler {

    private static final int LEAST_REPLACEMENTS = 10;
    private static final int REPLACEMENTS_PER_THREAD = 3;
    static final Duration WINDOW = Duration.ofMinutes(10);

    private static final Logger LOG = LoggerFactory.getLogger(ThreadBudget.class);

    private final int replacements;
    private final RestartBudget budget;
    private final Counter replaced;
    private Throwable lastCause;

    public ThreadBudget(String application, int threads, Clock clock, MeterRegistry meters) {
        this.replacements = replacements(threads);
        this.budget = new RestartBudget(replacements, WINDOW, clock);
        this.replaced = Counter.builder("parley.streams.threads.replaced")
                .description("stream threads that died and were replaced")
                .tag("application", application)
                .register(meters);
    }

    /** The number of replacements allowed within {@link #WINDOW}. */
    static int replacements(int threads) {
        return Math.max(LEAST_REPLACEMENTS, REPLACEMENTS_PER_THREAD * threads);
    }

    @Override
    public synchronized StreamThreadExceptionResponse handle(Throwable failure) {
        lastCause = failure;
        if (isOutage(failure)) {
            LOG.warn("brokers or the schema registry don't answer, trying again: {}", failure.toString());
            replaced.increment();
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        if (isOverload(failure)) {
            // Without a bound: a process that ended would leave its work to others that have too much already.
            LOG.warn("a transaction took longer than its time-out, its thread is replaced: {}", failure.toString());
            replaced.increment();
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        if (Causes.contain(failure, FreezeGuard.ProcessFrozenException.class)) {
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        if (failure instanceof Error || !budget.take()) {
            LOG.error(
                    "a stream thread died, and {} were replaced in the last {}: stopping",
                    budget.used(),
                    WINDOW,
                    failure);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        replaced.increment();
        LOG.error("a stream thread died, replacing it ({} of {} in {})", budget.used(), replacements, WINDOW, failure);
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    /** A missing topic is no outage: it won't come back by itself. */
    private static boolean isOutage(Throwable failure) {
        return Causes.contain(failure, RegistryUnavailableException.class)
                || (Causes.contain(failure, TimeoutException.class)
                        && !Causes.contain(failure, UnknownTopicOrPartitionException.class));
    }

    private static boolean isOverload(Throwable failure) {
        return Causes.contain(failure, InvalidTxnStateException.class)
                || Causes.contain(failure, TransactionAbortableException.class);
    }

    /** The cause of the last thread's death; null when none has died. */
    public synchronized Throwable lastCause() {
        return lastCause;
    }
}
