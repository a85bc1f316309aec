package io.parley.resilience.fault;

import io.parley.resilience.layout.Layout;

/**
 * Resets all connections to a server at once.
 *
 * @param server see {@link Layout#link(String)}
 */
record LinkReset(String server) implements Fault {

    @Override
    public String name() {
        return "reset-" + server;
    }

    @Override
    public String description() {
        return "all connections to " + server + " are reset at once";
    }

    @Override
    public boolean needsBrokerLinks() {
        return server.startsWith("broker-");
    }

    @Override
    public void strike(Layout layout) {
        if (layout.link(server).reset() == 0) {
            throw new NotLanded(this, "there were no connections");
        }
    }
}
