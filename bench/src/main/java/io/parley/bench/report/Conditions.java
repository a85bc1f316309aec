package io.parley.bench.report;

import io.parley.bench.machine.MachineFacts;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What somebody has to know to find the same.
 *
 * @param at when it began, RFC 3339
 * @param commit of Parley; "unknown" where nobody can tell
 * @param url where the gateway was
 * @param processes of the server that were found on this machine, and whose CPU and memory are counted
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
