package io.parley.resilience.fault;

import io.parley.resilience.layout.Layout;
import io.parley.resilience.layout.Node;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Stops a process where it is, for longer than its session and its leases last, and lets it go on: a zombie. */
record Freeze(String nodeName, Duration length) implements Fault {

    /** A process that notices that it was away may end only then, and is started again. */
    private static final Look LOOK = new Look(Duration.ofSeconds(8), Duration.ofMinutes(2));

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
        if (!LOOK.staysWell(node::serves)) {
            throw new NeverServed(this, nodeName);
        }
    }

    @Override
    public Duration lookedOn() {
        return LOOK.length();
    }
}
