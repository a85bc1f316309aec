package io.parley.gateway.log;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Measures how many bytes wait for the log to confirm them. High above a watermark, and low again at half of it, so
 * that it doesn't flicker; sessions check it before they continue to read. Thread-safe.
 *
 * <pre>
 *        above the watermark              half of the watermark, or less: relief
 *   low ─────────────────────► high ──────────────────────────────────────────► low
 * </pre>
 *
 * <p>The state is low before the relief runs, so that a reader that saw high and pauses in the same turn is resumed
 * after it.
 */
public final class LogPressure {

    private final long highMark;
    private final long lowMark;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicBoolean high = new AtomicBoolean();
    private final List<Runnable> reliefs = new CopyOnWriteArrayList<>();

    /** @param highMark bytes; it is high above them */
    public LogPressure(long highMark) {
        this.highMark = highMark;
        this.lowMark = highMark / 2;
    }

    /** Whether reading from clients should stop. */
    public boolean isHigh() {
        return high.get();
    }

    /** Runs the task, on any thread, whenever it becomes low again. The task must neither wait nor fail. */
    public void whenRelieved(Runnable task) {
        reliefs.add(task);
    }

    long highMark() {
        return highMark;
    }

    /** The unconfirmed bytes. */
    public long bytes() {
        return bytes.get();
    }

    /** Adds a record of this size that was sent. */
    public void add(long size) {
        if (bytes.addAndGet(size) > highMark && high.compareAndSet(false, true)) {
            // All of it may have been confirmed in between, and then no confirmation is left to report relief.
            relieveIfLow();
        }
    }

    /** Removes a record that was confirmed or has failed. */
    public void remove(long size) {
        bytes.addAndGet(-size);
        relieveIfLow();
    }

    private void relieveIfLow() {
        if (bytes.get() <= lowMark && high.compareAndSet(true, false)) {
            reliefs.forEach(Runnable::run);
        }
    }
}
