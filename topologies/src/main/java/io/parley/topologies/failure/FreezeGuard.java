package io.parley.topologies.failure;

import io.parley.runtime.lifecycle.DaemonThreads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Detects that the process was frozen (stopped, swapped out, a very long collection) for so long that others may have
 * taken over its partitions. At least once has no fence against a process that then continues to write what it had
 * decided before, and a transaction has none for those who read ahead of its commit; so the process has to stop by
 * itself. Safe for use by several threads.
 *
 * <p>A heartbeat thread ticks. If it, or a sender, finds the last tick too old, the process counts as frozen.
 */
public final class FreezeGuard implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FreezeGuard.class);
    private static final Duration BEAT = Duration.ofMillis(250);

    private final Duration limit;
    private final LongSupplier nanoTime;
    private final Consumer<ProcessFrozenException> whenFrozen;
    private final AtomicBoolean frozen = new AtomicBoolean();
    private final ScheduledExecutorService beats = DaemonThreads.timer("freeze-guard");
    private volatile long lastBeat;

    /** The process was frozen beyond its session time-out. */
    public static final class ProcessFrozenException extends RuntimeException {

        private static final long serialVersionUID = 1;

        ProcessFrozenException(Duration limit) {
            super("the process stood still for more than " + limit + ": others may have its partitions by now");
        }
    }

    /**
     * @param limit the longest pause after which the process still owns its partitions
     * @param whenFrozen called once, by the thread that notices
     */
    public FreezeGuard(Duration limit, LongSupplier nanoTime, Consumer<ProcessFrozenException> whenFrozen) {
        this.limit = limit;
        this.nanoTime = nanoTime;
        this.whenFrozen = whenFrozen;
        this.lastBeat = nanoTime.getAsLong();
    }

    public void start() {
        var unused = beats.scheduleAtFixedRate(this::beat, 0, BEAT.toMillis(), TimeUnit.MILLISECONDS);
    }

    void beat() {
        long now = nanoTime.getAsLong();
        look(now);
        lastBeat = now;
    }

    /** @throws ProcessFrozenException if the process was ever frozen */
    public void check() {
        look(nanoTime.getAsLong());
        if (frozen.get()) {
            throw new ProcessFrozenException(limit);
        }
    }

    private void look(long now) {
        if (now - lastBeat > limit.toNanos() && frozen.compareAndSet(false, true)) {
            LOG.error("the process stood still for {} ms, stopping", TimeUnit.NANOSECONDS.toMillis(now - lastBeat));
            whenFrozen.accept(new ProcessFrozenException(limit));
        }
    }

    @Override
    public void close() {
        beats.shutdownNow();
    }
}
