package io.parley.standalone;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.parley.gateway.Gateway;
import io.parley.gateway.GatewayConfig;
import io.parley.history.History;
import io.parley.history.HistoryConfig;
import io.parley.runtime.management.Health;

/** Runs the gateway as a part, with its view of the store. */
final class GatewayPart implements Part.Running {

    private final History history;
    private final Gateway gateway;

    private GatewayPart(History history, Gateway gateway) {
        this.history = history;
        this.gateway = gateway;
    }

    static GatewayPart start(GatewayConfig config, HistoryConfig store, PrometheusMeterRegistry meters) {
        History history = History.open(store);
        GatewayPart part = new GatewayPart(history, new Gateway(config, history.reader(), meters));
        try {
            part.gateway.start();
            return part;
        } catch (RuntimeException e) {
            part.stop();
            throw e;
        }
    }

    int port() {
        return gateway.port();
    }

    String scheme() {
        return gateway.scheme();
    }

    int managementPort() {
        return gateway.managementPort();
    }

    String managementScheme() {
        return gateway.managementScheme();
    }

    @Override
    public PartStatus status() {
        Health health = gateway.ready();
        return health.ok() ? PartStatus.RUNNING : PartStatus.starting(health.reason());
    }

    @Override
    public void stop() {
        gateway.close();
        history.close();
    }
}
