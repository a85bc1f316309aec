package io.parley.runtime.lifecycle;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Marks the end of a wait, by a clock that nobody sets. Immutable. */
public final class Deadline {

    private final LongSupplier nanoTime;
    private final long end;

    private Deadline(Duration wait, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.end = nanoTime.getAsLong() + wait.toNanos();
    }

    /** Begins a wait of this length now. */
    public static Deadline in(Duration wait) {
        return in(wait, System::nanoTime);
    }

    /**
     * Begins a wait of this length now.
     *
     * @param nanoTime the clock, as {@link System#nanoTime}
     */
    public static Deadline in(Duration wait, LongSupplier nanoTime) {
        return new Deadline(wait, nanoTime);
    }

    /** Returns whether the wait is over. */
    public boolean isOver() {
        // The difference, not the order: this clock may pass from the largest number to the smallest.
        return nanoTime.getAsLong() - end >= 0;
    }

    /** Returns whether the wait will be over after a pause. */
    public boolean isOverAfter(Duration pause) {
        return nanoTime.getAsLong() + pause.toNanos() - end >= 0;
    }
}
