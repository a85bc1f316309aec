package io.parley.resilience.fault;

import io.parley.resilience.layout.Layout;
import io.parley.resilience.layout.Node;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Ends the second of each kind in order, and starts them all again later: from two to one and back. */
record Shrink(List<String> nodes, Duration length) implements Fault {

    @Override
    public String name() {
        return "shrink-and-grow";
    }

    @Override
    public String description() {
        return "ended in order, all at once: " + String.join(", ", nodes) + "; started again after "
                + length.toSeconds() + " s";
    }

    @Override
    public void strike(Layout layout) throws InterruptedException {
        List<Node> all = nodes.stream().map(layout::node).toList();
        all.parallelStream().forEach(Node::terminate);
        TimeUnit.MILLISECONDS.sleep(length.toMillis());
        Layout.startAll(all);
    }
}
