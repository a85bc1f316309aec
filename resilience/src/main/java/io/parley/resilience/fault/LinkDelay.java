package io.parley.resilience.fault;

import io.parley.resilience.layout.Layout;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Has answers of a server come late.
 *
 * @param server see {@link Layout#link(String)}
 */
record LinkDelay(String server, Duration delay, Duration length) implements Fault {

    @Override
    public String name() {
        return "delay-" + server;
    }

    @Override
    public String description() {
        return "answers of " + server + " come " + delay.toMillis() + " ms late for " + length.toSeconds() + " s";
    }

    @Override
    public boolean needsBrokerLinks() {
        return server.startsWith("broker-");
    }

    @Override
    public void strike(Layout layout) throws InterruptedException {
        layout.link(server).delay(delay);
        try {
            TimeUnit.MILLISECONDS.sleep(length.toMillis());
        } finally {
            layout.link(server).delay(Duration.ZERO);
        }
    }
}
