package io.parley.resilience.fault;

import io.parley.resilience.layout.Layout;
import io.parley.resilience.layout.Link;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Cuts the link to a server, one way or both, and makes it whole again.
 *
 * @param server see {@link Layout#link(String)}
 */
record LinkCut(String server, Link.Flow flow, Duration length) implements Fault {

    @Override
    public String name() {
        return "cut-" + server + "-" + flow.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public String description() {
        String what = switch (flow) {
            case NO_ANSWERS -> "its answers don't come";
            case NO_REQUESTS -> "it gets nothing";
            default -> "nothing passes";
        };
        return "the link to " + server + ": " + what + " for " + length.toSeconds() + " s";
    }

    @Override
    public boolean needsBrokerLinks() {
        return server.startsWith("broker-");
    }

    @Override
    public void strike(Layout layout) throws InterruptedException {
        Link link = layout.link(server);
        link.set(flow);
        try {
            TimeUnit.MILLISECONDS.sleep(length.toMillis());
        } finally {
            link.set(Link.Flow.WHOLE);
        }
    }
}
