package io.parley.runtime.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Limits how often something that fails is started again within a sliding window: what fails again and again is no
 * accident, and starting it once more hides that. Safe for use by several threads.
 */
public final class RestartBudget {

    private final int restarts;
    private final Duration window;
    private final InstantSource clock;
    private final Deque<Instant> recent = new ArrayDeque<>();

    /**
     * @param restarts how many there may be within the window
     * @param window how long a restart counts
     */
    public RestartBudget(int restarts, Duration window, InstantSource clock) {
        this.restarts = restarts;
        this.window = window;
        this.clock = clock;
    }

    /** Takes one restart from the budget; returns false, and takes none, when it is used up. */
    public synchronized boolean take() {
        if (used() >= restarts) {
            return false;
        }
        recent.addLast(clock.instant());
        return true;
    }

    /** Counts the restarts that were taken within the window. */
    public synchronized int used() {
        Instant begin = clock.instant().minus(window);
        while (!recent.isEmpty() && recent.peekFirst().isBefore(begin)) {
            recent.removeFirst();
        }
        return recent.size();
    }
}
