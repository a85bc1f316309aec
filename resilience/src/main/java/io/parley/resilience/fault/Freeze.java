package io.parley.resilience.fault;

import io.parley.resilience.layout.Layout;
import io.parley.resilience.layout.Node;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Stops a process where it is, for longer than its session and its leases last, and lets it go on: a zombie. */
record Freeze(String nodeName, Duration length) implements Fault {

    private static final long POLL_MILLIS = 250;

    /** A process that notices that it was away may end, and is started again. */
    private static final Duration COMING_BACK = Duration.ofSeconds(8);

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
    public void strike(Layout layout, Steps steps) throws InterruptedException {
        Node node = layout.node(nodeName);
        node.freeze();
        try {
            TimeUnit.MILLISECONDS.sleep(length.toMillis());
        } finally {
            node.thaw();
        }
        steps.healed();
        TimeUnit.MILLISECONDS.sleep(COMING_BACK.toMillis());
        long deadline = System.nanoTime() + SERVING_BOUND.toNanos();
        while (!node.serves() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }
}
