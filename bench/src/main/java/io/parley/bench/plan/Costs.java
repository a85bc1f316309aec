package io.parley.bench.plan;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The cost of a message in each tier. In a run at a low rate most of it is fixed: polls, heartbeats, requests with few
 * records. With two rates of the same workload the slope between them is the cost of a message, and the rest is each
 * process's own.
 *
 * @param microsPerMessage of CPU, with all deliveries of the message
 * @param fixedCores cores that a process of the tier uses without any message
 * @param deliveriesPerMessage deliveries of a message in the runs
 * @param readerMicros of the thread that reads a gateway's deliveries, for each; 0 if unknown
 * @param topicBytes bytes into each topic for each message; empty if unknown
 * @param bodyBytes of a measured message
 * @param source its origin and method, for readers of the plan
 */
public record Costs(
        Map<Tier, Double> microsPerMessage,
        Map<Tier, Double> fixedCores,
        double deliveriesPerMessage,
        double readerMicros,
        Map<String, Double> topicBytes,
        double bodyBytes,
        List<String> source) {

    private static final double MICROS = 1e6;
    private static final double LEAST_DISTANCE = 1.2;
    private static final double SAME = 0.1;

    public Costs {
        microsPerMessage = Map.copyOf(microsPerMessage);
        fixedCores = Map.copyOf(fixedCores);
        topicBytes = Map.copyOf(topicBytes);
        source = List.copyOf(source);
    }

    /**
     * Expansions of a message in the runs with their partitions of users: by their bytes in relation to those of
     * events. One for each delivery if unknown.
     */
    double expansionsPerMessage() {
        double events = bytes(".events");
        double expansions = bytes(".expansions");
        return events > 0 && expansions > 0
                ? Math.min(deliveriesPerMessage, Math.max(1, expansions / events))
                : deliveriesPerMessage;
    }

    private double bytes(String topic) {
        return topicBytes.entrySet().stream()
                .filter(taken -> taken.getKey().endsWith(topic))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    /**
     * Reads results of {@code bench --json}, at one rate or at two.
     *
     * @throws IllegalArgumentException if they can't be used; the message is one line
     */
    public static Costs read(List<Path> files) {
        List<Measurement> runs = files.stream()
                .map(Measurement::read)
                .sorted(Comparator.comparingDouble(Measurement::rate))
                .toList();
        return switch (runs.size()) {
            case 1 -> ofOne(runs.get(0));
            case 2 -> ofTwo(runs.get(0), runs.get(1));
            default -> throw new IllegalArgumentException("measured: " + runs.size() + " files (expected: 1 or 2)");
        };
    }

    private static Costs ofOne(Measurement run) {
        Map<Tier, Double> micros = new EnumMap<>(Tier.class);
        Map<Tier, Double> fixed = new EnumMap<>(Tier.class);
        run.cores().forEach((tier, cores) -> {
            micros.put(tier, tier.hasMessages() ? cores * MICROS / run.rate() : 0);
            fixed.put(tier, tier.hasMessages() ? 0 : cores);
        });
        Map<String, Double> bytes = new HashMap<>();
        run.topicBytes().forEach((topic, perSecond) -> bytes.put(topic, perSecond / run.rate()));
        return new Costs(
                micros,
                fixed,
                run.deliveriesPerMessage(),
                run.readerCores() * MICROS / run.rate() / run.deliveriesPerMessage(),
                bytes,
                run.bodyBytes(),
                List.of(
                        run.source(),
                        "one rate: what a process costs by itself counts as messages', so CPU is an upper bound (give two"
                                + " rates)"));
    }

    private static Costs ofTwo(Measurement low, Measurement high) {
        refuseUnlessComparable(low, high);
        Map<Tier, Double> micros = new EnumMap<>(Tier.class);
        Map<Tier, Double> fixed = new EnumMap<>(Tier.class);
        high.cores().forEach((tier, cores) -> {
            Slope slope = tier.hasMessages()
                    ? Slope.of(low.rate(), low.cores().getOrDefault(tier, 0.0), high.rate(), cores)
                    : new Slope(0, cores);
            micros.put(tier, slope.perUnit() * MICROS);
            fixed.put(tier, slope.fixed());
        });
        Map<String, Double> bytes = new HashMap<>();
        high.topicBytes()
                .forEach((topic, perSecond) -> bytes.put(
                        topic,
                        Slope.of(low.rate(), low.topicBytes().getOrDefault(topic, 0.0), high.rate(), perSecond)
                                .perUnit()));
        double reader = Slope.of(low.rate(), low.readerCores(), high.rate(), high.readerCores())
                .perUnit();
        return new Costs(
                micros,
                fixed,
                high.deliveriesPerMessage(),
                reader * MICROS / high.deliveriesPerMessage(),
                bytes,
                high.bodyBytes(),
                List.of(
                        low.source(),
                        high.source(),
                        String.format(
                                Locale.ROOT,
                                "two rates: (cores at %.0f/s − cores at %.0f/s) ÷ %.0f is a message's, %.0f µs in all; the"
                                        + " rest, %.2f cores in all, is each process's own",
                                high.rate(),
                                low.rate(),
                                high.rate() - low.rate(),
                                micros.values().stream()
                                        .mapToDouble(Double::doubleValue)
                                        .sum(),
                                fixed.values().stream()
                                        .mapToDouble(Double::doubleValue)
                                        .sum())));
    }

    private static void refuseUnlessComparable(Measurement low, Measurement high) {
        boolean alike = low.workload().equals(high.workload())
                && low.bodyBytes() == high.bodyBytes()
                && Math.abs(low.deliveriesPerMessage() - high.deliveriesPerMessage())
                        <= SAME * high.deliveriesPerMessage();
        if (!alike || high.rate() < LEAST_DISTANCE * low.rate()) {
            throw new IllegalArgumentException("measured: " + low.source() + " and " + high.source()
                    + " (expected: the same workload at two rates, a fifth apart at least)");
        }
    }

    /**
     * A line through two points.
     *
     * @param perUnit the increase per unit
     * @param fixed the value at zero
     */
    private record Slope(double perUnit, double fixed) {

        /** If more load used no more, which is noise or the idling of a part, the whole counts per unit. */
        static Slope of(double lowRate, double low, double highRate, double high) {
            double slope = (high - low) / (highRate - lowRate);
            return slope <= 0 ? new Slope(high / highRate, 0) : new Slope(slope, Math.max(0, low - slope * lowRate));
        }
    }
}
