package io.parley.bench.report;

import io.parley.bench.machine.MachineFacts;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The conditions for a reproduction of the result.
 *
 * @param at the start, RFC 3339
 * @param commit of Parley; "unknown" if it isn't known
 * @param url the gateway's address
 * @param processes of the server found on this machine, with their CPU and memory counted
 * @param settings of the load generator, by name
 */
public record Conditions(
        String at,
        String commit,
        String url,
        MachineFacts machine,
        List<String> processes,
        Map<String, String> settings) {

    public Conditions {
        processes = List.copyOf(processes);
    }

    /** The settings in one line. */
    String settingsText() {
        return settings.entrySet().stream()
                .map(setting -> setting.getKey() + " " + setting.getValue())
                .collect(Collectors.joining(", "));
    }
}
