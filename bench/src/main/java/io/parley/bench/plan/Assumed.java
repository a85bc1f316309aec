package io.parley.bench.plan;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The assumptions of a plan.
 *
 * @param set those that differ from the defaults
 */
public record Assumed(Map<Assumption, Double> set) {

    /** The defaults. */
    public static final Assumed STANDARD = new Assumed(Map.of());

    public Assumed {
        set = Map.copyOf(set);
        set.forEach((assumption, value) -> {
            if (!(value > 0 && Double.isFinite(value))) {
                throw new IllegalArgumentException(assumption.key() + ": " + value + " (expected: above 0)");
            }
        });
        if (set.getOrDefault(Assumption.UTILIZATION, 1.0) > 1) {
            throw new IllegalArgumentException(
                    "utilization: " + set.get(Assumption.UTILIZATION) + " (expected: above 0, up to 1)");
        }
    }

    /** @throws IllegalArgumentException if a name is unknown, or a value is invalid */
    public static Assumed of(Map<String, Double> values) {
        Map<Assumption, Double> set = new EnumMap<>(Assumption.class);
        values.forEach((key, value) -> set.put(
                Assumption.named(key)
                        .orElseThrow(() -> new IllegalArgumentException("assume: " + key + " (expected: one of "
                                + Arrays.stream(Assumption.values())
                                        .map(Assumption::key)
                                        .collect(Collectors.joining(", "))
                                + ")")),
                value));
        return new Assumed(set);
    }

    public double get(Assumption assumption) {
        return set.getOrDefault(assumption, assumption.standard());
    }

    /** Cores of a node that the peak may use. */
    double coresInUse() {
        return get(Assumption.UTILIZATION) * get(Assumption.CORES);
    }
}
