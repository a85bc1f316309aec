package io.parley.connectors.cassandra;

import io.parley.connectors.sink.TaskMetrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Counts the sink's records among the worker's metrics, and logs outages of the store: the first failure, then one line
 * each {@link #QUIET}, and the end. Safe for many threads.
 */
final class SinkCounts {

    static final String IN_FLIGHT = "writes-in-flight";
    static final String WRITTEN = "writes-total";
    static final String FAILED = "writes-failed-total";
    static final String FULL = "window-full-total";
    static final String DEAD_LETTERS = "dead-letters-total";

    private static final Logger LOG = LoggerFactory.getLogger(SinkCounts.class);
    private static final long QUIET = Duration.ofSeconds(10).toNanos();

    private final LongSupplier nanoTime;
    private final AtomicLong inFlight = new AtomicLong();
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong full = new AtomicLong();
    private final AtomicLong deadLetters = new AtomicLong();
    private boolean failing;
    private long saidAt;

    SinkCounts(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    void show(TaskMetrics metrics) {
        metrics.gauge(IN_FLIGHT, "events on their way to the store", inFlight::get);
        metrics.gauge(WRITTEN, "events that ended: written, dead-lettered or given up", written::get);
        metrics.gauge(FAILED, "writes that failed and were tried again", failed::get);
        metrics.gauge(FULL, "how often a record had to wait since as many as may be were under way", full::get);
        metrics.gauge(DEAD_LETTERS, "records that can never be stored", deadLetters::get);
    }

    void begun() {
        inFlight.incrementAndGet();
    }

    void ended() {
        inFlight.decrementAndGet();
        written.incrementAndGet();
        succeeded();
    }

    void full() {
        full.incrementAndGet();
    }

    void deadLetter() {
        deadLetters.incrementAndGet();
    }

    synchronized void failed(Throwable failure) {
        failed.incrementAndGet();
        long now = nanoTime.getAsLong();
        if (!failing || now - saidAt >= QUIET) {
            failing = true;
            saidAt = now;
            LOG.warn("a write failed and is tried again; {} under way: {}", inFlight, failure.toString());
        }
    }

    long inFlight() {
        return inFlight.get();
    }

    long deadLetters() {
        return deadLetters.get();
    }

    private synchronized void succeeded() {
        if (failing) {
            failing = false;
            LOG.info("writes succeed again; {} under way", inFlight);
        }
    }
}
