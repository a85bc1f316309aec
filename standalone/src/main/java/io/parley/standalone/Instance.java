package io.parley.standalone;

import java.io.PrintWriter;
import java.util.concurrent.atomic.AtomicBoolean;

/** The parts and the watch over them, to be ended once and as one, by whichever thread comes first. */
final class Instance implements AutoCloseable {

    private final Standalone standalone;
    private final Watch watch;
    private final PrintWriter out;
    private final AtomicBoolean closing = new AtomicBoolean();

    Instance(Standalone standalone, Watch watch, PrintWriter out) {
        this.standalone = standalone;
        this.watch = watch;
        this.out = out;
    }

    /**
     * Waits for the end.
     *
     * @throws StackException when a part has failed
     */
    void awaitEnd() {
        watch.awaitEnd();
    }

    /** Whether the end has begun: what fails from now on has no other cause. */
    boolean isClosing() {
        return closing.get();
    }

    /** Returns when all is stopped, also to a thread that comes second. */
    @Override
    public synchronized void close() {
        if (closing.compareAndSet(false, true)) {
            out.println("Stopping.");
            watch.close();
            standalone.close();
            out.println("Stopped.");
        }
    }
}
