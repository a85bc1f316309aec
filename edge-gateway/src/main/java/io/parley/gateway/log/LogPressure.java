package io.parley.gateway.log;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Measures how many bytes wait for the log to confirm them. High above a watermark, and low again at half of it, so
 * that it doesn't flicker; sessions check it before they read on. Thread-safe.
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

    /** Whether no more should be read from clients. */
    public boolean isHigh() {
        return high.get();
    }

    /** Has the task run, on any thread, whenever it is low again. It must neither wait nor fail. */
    public void whenRelieved(Runnable task) {
        reliefs.add(task);
    }

    long highMark() {
        return highMark;
    }

    /** What is not confirmed, in bytes. */
    public long bytes() {
        return bytes.get();
    }

    /** A record of this size is on its way. */
    public void add(long size) {
        if (bytes.addAndGet(size) > highMark && high.compareAndSet(false, true)) {
            // All of it may have been confirmed in between, and then nothing comes that could say so.
            relieveIfLow();
        }
    }

    /** It is confirmed, or has failed. */
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
