package io.parley.resilience.fault;

import io.parley.resilience.layout.Layout;

import java.time.Duration;

/** Breaks something of an installation and puts it right again. */
public interface Fault {

    /** Returns its name on the command line and in the report. */
    String name();

    /** Returns in a few words what is done. */
    String description();

    /** Returns whether it needs links to the brokers, which a layout has only when asked for. */
    default boolean needsBrokerLinks() {
        return false;
    }

    /**
     * Breaks it, waits, and puts it right; returns when all that was broken serves again.
     *
     * @throws NotLanded if the fault didn't take effect, as when a process wouldn't die
     * @throws NeverServed if what was broken doesn't serve again in time
     */
    void strike(Layout layout) throws InterruptedException;

    /** Returns how long {@link #strike} goes on looking at what serves again, which is no part of the outage. */
    default Duration lookedOn() {
        return Duration.ZERO;
    }

    /** Reports a fault that didn't take effect, so that its run shows nothing. */
    final class NotLanded extends IllegalStateException {

        private static final long serialVersionUID = 1;

        NotLanded(Fault fault, String what) {
            super(fault.name() + " didn't land: " + what);
        }
    }

    /** Reports that what a fault broke doesn't serve again, which is a finding. */
    final class NeverServed extends RuntimeException {

        private static final long serialVersionUID = 1;

        NeverServed(Fault fault, String node) {
            super(fault.name() + ": " + node + " doesn't serve again");
        }
    }
}
