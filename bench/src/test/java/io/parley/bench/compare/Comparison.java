package io.parley.bench.compare;

import io.parley.bench.machine.MachineFacts;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Ways to do the same work, tried by turns, so that what the machine does meanwhile falls on all of them alike. The first
 * way is the one that the others are held against. A first round warms up and doesn't count.
 */
public final class Comparison {

    private final List<String> figures;
    private final Map<String, Trial> ways = new LinkedHashMap<>();
    private final Map<String, List<double[]>> results = new LinkedHashMap<>();

    /** Does the work once, one way. */
    @FunctionalInterface
    public interface Trial {

        /** @return what the figures of this comparison were, in their order */
        double[] run() throws Exception;
    }

    /** @param figures what is measured, with its unit */
    public Comparison(String... figures) {
        this.figures = List.of(figures);
    }

    /** Adds a way to do the work. */
    public Comparison with(String way, Trial trial) {
        ways.put(way, trial);
        results.put(way, new ArrayList<>());
        return this;
    }

    /** Tries all ways, and prints what came out under which conditions. */
    public void run(int rounds, Map<String, Object> conditions, PrintStream out) throws Exception {
        MachineFacts machine = MachineFacts.ofThisMachine(Map.of());
        for (int round = 0; round <= rounds; round++) {
            for (Map.Entry<String, Trial> way : ways.entrySet()) {
                double[] result = way.getValue().run();
                if (round > 0) {
                    results.get(way.getKey()).add(result);
                }
                print(
                        out,
                        "%-14s %-44s %s",
                        round == 0 ? "warm-up" : "round " + round + " of " + rounds,
                        way.getKey(),
                        Arrays.stream(result).mapToObj(Comparison::shown).collect(Collectors.joining("  ")));
            }
        }
        print(out, "");
        print(out, "%s, %d cores, %s", machine.processor(), machine.cores(), machine.system());
        print(out, "%s, load average before: %s", machine.java(), machine.loadAverage());
        print(
                out,
                "%s",
                conditions.entrySet().stream()
                        .map(condition -> condition.getKey() + ": " + condition.getValue())
                        .collect(Collectors.joining(", ")));
        for (int figure = 0; figure < figures.size(); figure++) {
            table(figure, out);
        }
    }

    private void table(int figure, PrintStream out) {
        print(out, "");
        print(out, "%-44s %14s %8s   %s", figures.get(figure), "median", "ratio", "each round");
        double first = median(rounds(results.values().iterator().next(), figure));
        results.forEach((way, result) -> {
            double[] rounds = rounds(result, figure);
            print(
                    out,
                    "%-44s %14s %8.2f   %s",
                    way,
                    shown(median(rounds)),
                    median(rounds) / first,
                    Arrays.stream(rounds).mapToObj(Comparison::shown).collect(Collectors.joining("  ")));
        });
    }

    private static double[] rounds(List<double[]> results, int figure) {
        return results.stream().mapToDouble(result -> result[figure]).toArray();
    }

    private static double median(double[] values) {
        double[] sorted = Arrays.stream(values).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static String shown(double value) {
        return String.format(Locale.ROOT, value < 100 ? "%,.1f" : "%,.0f", value);
    }

    private static void print(PrintStream out, String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
