package io.parley.bench;

import io.parley.bench.hostile.Act;
import io.parley.bench.hostile.HostileAccount;
import picocli.CommandLine.Option;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The options of the hostile account. */
final class HostileOptions {

    @Option(
            names = "--sessions",
            defaultValue = "100",
            description =
                    "sessions of the hostile account, every second of which reads nothing (default: ${DEFAULT-VALUE})")
    private int sessions;

    @Option(
            names = "--hostile-rate",
            defaultValue = "140",
            description = "acts of the hostile account per second, all kinds together (default: ${DEFAULT-VALUE})")
    private double rate;

    @Option(
            names = "--flood-size",
            defaultValue = "50",
            description = "members of each group that it creates (default: ${DEFAULT-VALUE})")
    private int floodSize;

    @Option(
            names = "--turns",
            defaultValue = "3",
            description = "turns with the hostile account, each after one without it (default: ${DEFAULT-VALUE})")
    private int turns;

    @Option(
            names = "--acts",
            split = ",",
            description =
                    "what the hostile account does, in turn: one or more of ${COMPLETION-CANDIDATES} (default: all)")
    private List<Act> acts = List.of(Act.values());

    HostileAccount.Settings settings(String tag) {
        return new HostileAccount.Settings(tag, sessions, rate, floodSize, acts);
    }

    int turns() {
        if (turns < 1) {
            throw new IllegalArgumentException("turns: " + turns + " (expected: 1 or more)");
        }
        return turns;
    }

    void describe(Map<String, String> settings) {
        settings.put("hostile sessions", Integer.toString(sessions));
        settings.put("hostile acts/s", Double.toString(rate));
        settings.put("acts", acts.stream().map(Act::name).collect(Collectors.joining(",")));
        settings.put("flood size", Integer.toString(floodSize));
        settings.put("turns", Integer.toString(turns));
    }
}
