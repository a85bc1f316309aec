package io.parley.standalone;

import io.parley.runtime.lifecycle.RestartBudget;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.InstantSource;

/** Holds a part with its present state. Safe for use by several threads; one at a time starts or stops it. */
final class SupervisedPart {

    private static final Logger LOG = LoggerFactory.getLogger(SupervisedPart.class);
    private static final Duration RESTART_WINDOW = Duration.ofMinutes(10);

    private final Part part;
    private final RestartBudget budget;
    private volatile boolean barred;
    private volatile boolean restarting;
    private volatile PartStatus before = new PartStatus(PartStatus.State.WAITING, "");
    private volatile Part.Running running;

    SupervisedPart(Part part, InstantSource clock) {
        this.part = part;
        this.budget = new RestartBudget(part.restarts(), RESTART_WINDOW, clock);
    }

    Part part() {
        return part;
    }

    /**
     * Starts the part and returns the time that it took.
     *
     * @throws StandaloneException when it can't be started, or starts have ended
     */
    synchronized Duration start() {
        if (barred) {
            throw new StandaloneException(part.name() + ": closed before it was started", null);
        }
        before = PartStatus.starting("");
        long begin = System.nanoTime();
        try {
            running = part.starter().start();
        } catch (Exception e) {
            before = PartStatus.failed(String.valueOf(e.getMessage()));
            throw new StandaloneException(part.name() + ": " + e.getMessage(), e);
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    synchronized void stop() {
        Part.Running stopping = running;
        running = null;
        before = new PartStatus(PartStatus.State.STOPPED, "");
        if (stopping != null) {
            try {
                stopping.stop();
            } catch (RuntimeException e) {
                LOG.error("{} did not stop in order", part.name(), e);
            }
        }
    }

    /** Forbids every later start. */
    void bar() {
        barred = true;
    }

    boolean isRestarting() {
        return restarting;
    }

    /** Takes a restart from the budget; returns false when it is used up. {@link #restart} has to follow. */
    boolean mayRestart() {
        restarting = budget.take();
        return restarting;
    }

    /**
     * Stops the part, starts it again and returns the time that the start took.
     *
     * @throws StandaloneException when it can't be started
     */
    Duration restart() {
        try {
            stop();
            return start();
        } finally {
            restarting = false;
        }
    }

    PartStatus status() {
        Part.Running now = running;
        return now == null ? before : now.status();
    }
}
