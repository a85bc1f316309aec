package io.parley.servers;

import org.apache.kafka.connect.runtime.rest.entities.ConnectorStateInfo;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Holds the state of a connector and of its tasks.
 *
 * @param connector its own state: {@code RUNNING}, {@code FAILED}, {@code PAUSED}, {@code UNASSIGNED}, or
 *     {@code MISSING} when the worker doesn't know it (yet)
 * @param tasks the states of its tasks
 * @param traces stack traces of failures
 */
public record ConnectorState(String connector, List<String> tasks, List<String> traces) {

    static final ConnectorState MISSING = new ConnectorState("MISSING", List.of(), List.of());

    static ConnectorState of(ConnectorStateInfo info) {
        return new ConnectorState(
                info.connector().state(),
                info.tasks().stream().map(ConnectorStateInfo.TaskState::state).toList(),
                Stream.concat(Stream.of(info.connector()), info.tasks().stream())
                        .map(ConnectorStateInfo.AbstractState::trace)
                        .filter(Objects::nonNull)
                        .toList());
    }

    public ConnectorState {
        tasks = List.copyOf(tasks);
        traces = List.copyOf(traces);
    }

    /** Returns whether the connector and all its tasks run, at least one. */
    public boolean isRunning() {
        return connector.equals("RUNNING") && !tasks.isEmpty() && tasks.stream().allMatch("RUNNING"::equals);
    }

    /** Returns whether the connector or one of its tasks has failed. */
    public boolean hasFailed() {
        return connector.equals("FAILED") || tasks.contains("FAILED");
    }
}
