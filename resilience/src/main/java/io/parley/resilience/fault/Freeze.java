package io.parley.resilience.fault;

import io.parley.resilience.layout.Layout;
import io.parley.resilience.layout.Node;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Stops a process where it is, for longer than its session and its leases last, and lets it go on: a zombie. */
record Freeze(String nodeName, Duration length) implements Fault {

    private static final long POLL_MILLIS = 250;

    /** A process that notices that it was away may end only then, and is started again. */
    private static final Duration LOOKING_ON = Duration.ofSeconds(8);

    private static final Duration SERVING_BOUND = Duration.ofMinutes(2);

    @Override
    public String name() {
        return "freeze-" + nodeName;
    }

    @Override
    public String description() {
        return nodeName + " stands still for " + length.toSeconds() + " s (SIGSTOP)";
    }

    @Override
    public void strike(Layout layout) throws InterruptedException {
        Node node = layout.node(nodeName);
        node.freeze();
        try {
            TimeUnit.MILLISECONDS.sleep(length.toMillis());
        } finally {
            node.thaw();
        }
        long deadline = System.nanoTime() + SERVING_BOUND.toNanos();
        long servesSince = System.nanoTime();
        while (System.nanoTime() - servesSince < LOOKING_ON.toNanos() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            if (!node.serves()) {
                servesSince = System.nanoTime();
            }
        }
    }

    @Override
    public Duration lookedOn() {
        return LOOKING_ON;
    }
}
