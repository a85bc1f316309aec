package io.parley.servers;

import java.util.List;

/**
 * How a connector is.
 *
 * @param connector its own state: {@code RUNNING}, {@code FAILED}, {@code PAUSED}, {@code UNASSIGNED}, or
 *     {@code MISSING} when the worker doesn't know it (yet)
 * @param tasks the states of its tasks
 * @param traces why what failed has failed
 */
public record ConnectorState(String connector, List<String> tasks, List<String> traces) {

    static final ConnectorState MISSING = new ConnectorState("MISSING", List.of(), List.of());

    public ConnectorState {
        tasks = List.copyOf(tasks);
        traces = List.copyOf(traces);
    }

    /** Whether the connector and its tasks, at least one, all run. */
    public boolean isRunning() {
        return connector.equals("RUNNING") && !tasks.isEmpty() && tasks.stream().allMatch("RUNNING"::equals);
    }

    /** Whether the connector or one of its tasks has failed. */
    public boolean hasFailed() {
        return connector.equals("FAILED") || tasks.contains("FAILED");
    }
}
