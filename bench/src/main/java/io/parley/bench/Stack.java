package io.parley.bench;

import io.parley.bench.machine.Consumption;
import io.parley.bench.machine.Snapshot;
import io.parley.bench.machine.StackProcesses;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The measured processes: the server's, and this one.
 *
 * @param processes ids of the server's processes by name; empty when they are on another machine
 */
record Stack(Map<String, Long> processes) {

    static Stack listeningOn(int port) {
        return new Stack(StackProcesses.ofThisMachine().listeningOn(port));
    }

    /** Whether the server's processes were found. */
    boolean isKnown() {
        return !processes.isEmpty();
    }

    /** Remarks on the measured processes; empty when nothing is unusual. */
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
