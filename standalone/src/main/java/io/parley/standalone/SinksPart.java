package io.parley.standalone;

import io.parley.connectors.ConnectorConfig;
import io.parley.servers.ConnectWorker;
import io.parley.servers.ConnectorState;

import java.util.List;

/** Runs the sinks on the Connect worker as a part. They end with the worker; the broker keeps their progress. */
final class SinksPart implements Part.Running {

    private final ConnectWorker worker;
    private final List<String> names;

    private SinksPart(ConnectWorker worker, List<String> names) {
        this.worker = worker;
        this.names = names;
    }

    /** Puts the connectors, and starts again those of their tasks that have failed, which a configuration doesn't do. */
    static SinksPart start(ConnectWorker worker, List<ConnectorConfig> connectors) throws InterruptedException {
        for (ConnectorConfig connector : connectors) {
            worker.put(connector.name(), connector.properties());
            if (worker.state(connector.name()).hasFailed()) {
                worker.restartFailed(connector.name());
            }
        }
        return new SinksPart(
                worker, connectors.stream().map(ConnectorConfig::name).toList());
    }

    @Override
    public PartStatus status() {
        for (String name : names) {
            ConnectorState state = worker.state(name);
            if (state.hasFailed()) {
                String trace = state.traces().isEmpty() ? "" : state.traces().get(0);
                return PartStatus.failed(name + ": " + trace.lines().findFirst().orElse("no reason given"));
            }
            if (!state.isRunning()) {
                return PartStatus.starting(name + " is " + state.connector());
            }
        }
        return PartStatus.RUNNING;
    }
}
