package io.parley.bench;

import io.parley.bench.machine.Consumption;
import io.parley.bench.machine.Snapshot;
import io.parley.bench.machine.StackProcesses;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The processes that are measured: those of the server, and this one.
 *
 * @param processes of the server, ids by name; empty when they are on another machine
 */
record Stack(Map<String, Long> processes) {

    static Stack listeningOn(int port) {
        return new Stack(StackProcesses.ofThisMachine().listeningOn(port));
    }

    /** Whether the server's processes were found. */
    boolean isKnown() {
        return !processes.isEmpty();
    }

    /** What has to be known of what is counted; empty when that is nothing out of the ordinary. */
    List<String> remarks() {
        return processes.size() == 1
                ? List.of("CPU and memory are those of one process alone ("
                        + processes.keySet().iterator().next()
                        + "), which listens on the gateway's port and has no children: parts that run as processes of"
                        + " their own are not in them")
                : List.of();
    }

    Snapshot snapshot() {
        Map<String, Long> all = new LinkedHashMap<>(processes);
        all.put(Consumption.GENERATOR, ProcessHandle.current().pid());
        return Snapshot.of(all);
    }
}
