package io.parley.bench.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Limits that more nodes don't raise: each is one thread's work, or that of as many threads as there are partitions.
 */
final class Limits {

    private static final double MICROS = 1e6;

    private final Demand demand;
    private final Assumed assumed;
    private final double gateways;

    Limits(Demand demand, Assumed assumed, double gateways) {
        this.demand = demand;
        this.assumed = assumed;
        this.gateways = gateways;
    }

    List<Line> lines(Optional<Costs> costs, Optional<Cpu> cpu) {
        List<Line> lines = new ArrayList<>();
        lines.add(partitions("partitions by conversation", Tier.CONVERSATION, Assumption.CONVERSATION_PARTITIONS, cpu));
        lines.add(partitions("partitions by user", Tier.USER, Assumption.USER_PARTITIONS, cpu));
        reader(lines, costs);
        lines.add(new Line(
                "leases, one judge",
                gateways,
                "per second",
                thread(gateways * assumed.get(Assumption.LEASE_MICROS)),
                "one for each gateway × lease-micros, in one thread"));
        costs.filter(measured -> measured.microsPerMessage().containsKey(Tier.CONVERSATION))
                .ifPresent(measured -> lines.add(Line.of(
                        "most of one conversation",
                        assumed.get(Assumption.UTILIZATION)
                                * MICROS
                                / measured.microsPerMessage().get(Tier.CONVERSATION),
                        "per second",
                        "utilization ÷ the µs of its owner: a conversation is one thread's")));
        return lines;
    }

    /** A thread has at least one partition, and the load of partitions isn't even: so twice the cores. */
    private Line partitions(String what, Tier tier, Assumption planned, Optional<Cpu> cpu) {
        double threads = cpu.map(known -> known.cores(tier)).orElse(0.0) / assumed.get(Assumption.UTILIZATION);
        double partitions = Math.max(assumed.get(planned), powerOfTwo(2 * threads));
        return new Line(
                what,
                partitions,
                "",
                threads / partitions,
                String.format(
                        Locale.ROOT,
                        "%.0f, or twice the cores of %s if that is more (the next power of two): a thread has one at least,"
                                + " and their number stays",
                        assumed.get(planned),
                        tier.title()));
    }

    private void reader(List<Line> lines, Optional<Costs> costs) {
        double perGateway = demand.peakDeliveries() / gateways;
        lines.add(new Line(
                "deliveries of a gateway",
                perGateway,
                "per second",
                thread(perGateway * costs.map(Costs::readerMicros).orElse(0.0)),
                "deliveries/s ÷ gateways"
                        + costs.filter(measured -> measured.readerMicros() > 0)
                                .map(measured -> String.format(Locale.ROOT, " × %.1f µs", measured.readerMicros()))
                                .orElse("")
                        + ": deliveries.<gateway> has one partition and one reader"));
    }

    /** The used part of one thread's capacity. */
    private double thread(double microsPerSecond) {
        return microsPerSecond / MICROS / assumed.get(Assumption.UTILIZATION);
    }

    private static double powerOfTwo(double least) {
        return Math.pow(2, Math.ceil(Math.log(Math.max(1, least)) / Math.log(2)));
    }
}
