package io.parley.resilience.fault;

import io.parley.resilience.layout.Layout;
import io.parley.resilience.layout.Node;

import java.util.List;

/** Ends each process in order (SIGTERM) and starts it again, one after the other, each when the one before it serves. */
record Rolling(List<String> nodes) implements Fault {

    @Override
    public String name() {
        return "rolling-restart";
    }

    @Override
    public String description() {
        return "each process ended in order and started again, one after the other: " + String.join(", ", nodes);
    }

    @Override
    public void strike(Layout layout) {
        for (String name : nodes) {
            Node node = layout.node(name);
            node.terminate();
            node.start();
        }
    }
}
