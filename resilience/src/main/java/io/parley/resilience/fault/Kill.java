package io.parley.resilience.fault;

import io.parley.resilience.layout.Layout;
import io.parley.resilience.layout.Node;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Kills processes at once and starts them again in place.
 *
 * @param outage from the kill until they are started again
 * @param times how often in turn
 */
record Kill(List<String> nodes, Duration outage, int times) implements Fault {

    static Kill of(Duration outage, String... nodes) {
        return new Kill(List.of(nodes), outage, 1);
    }

    @Override
    public String name() {
        return "kill-" + String.join("+", nodes) + (times > 1 ? "-x" + times : "");
    }

    @Override
    public String description() {
        return "kill -9 of " + String.join(" and ", nodes) + ", started again after " + outage.toSeconds() + " s"
                + (times > 1 ? ", " + times + " times in turn" : "");
    }

    @Override
    public void strike(Layout layout) throws InterruptedException {
        for (int time = 1; time <= times; time++) {
            once(nodes.stream().map(layout::node).toList());
        }
    }

    private void once(List<Node> all) throws InterruptedException {
        List<Long> before = all.stream().map(Node::pid).toList();
        all.forEach(Node::kill);
        if (all.stream().anyMatch(Node::isAlive)) {
            throw new NotLanded(this, "a process lives");
        }
        TimeUnit.MILLISECONDS.sleep(outage.toMillis());
        Layout.startAll(all);
        if (all.stream().anyMatch(node -> before.contains(node.pid()))) {
            throw new NotLanded(this, "a process is the same as before");
        }
    }
}
