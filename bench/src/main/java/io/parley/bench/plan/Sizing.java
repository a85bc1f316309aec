package io.parley.bench.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What an installation needs, line by line. A pure function of its three inputs.
 *
 * @param lines what there has to be
 */
public record Sizing(List<Line> lines) {

    private static final double MICROS = 1e6;
    private static final double TERA = 1e12;
    private static final double MEGA = 1e6;
    private static final double LEAST_NODES = 2;

    /**
     * One line.
     *
     * @param what of which there has to be some
     * @param amount how much
     * @param unit of the amount
     * @param used the part of it that the peak takes; 0 where that makes no sense
     * @param formula by which it was got
     */
    public record Line(String what, double amount, String unit, double used, String formula) {}

    public Sizing {
        lines = List.copyOf(lines);
    }

    /** @param costs empty when nothing was measured: then there is nothing on CPU */
    public static Sizing of(Demand demand, Optional<Costs> costs, Assumed assumed) {
        List<Line> lines = new ArrayList<>();
        load(lines, demand);
        double gatewaysForSessions = Math.ceil(demand.connections() / assumed.connectionsPerGateway());
        costs.ifPresent(measured -> cpu(lines, demand, measured, assumed));
        nodes(
                lines,
                "gateways",
                costs.map(measured -> cores(Tier.GATEWAY, demand, measured)).orElse(0.0),
                gatewaysForSessions * assumed.utilization() * assumed.coresPerNode(),
                assumed,
                "the more of sessions ÷ " + (long) assumed.connectionsPerGateway() + " and cores ÷ cores of a node");
        costs.ifPresent(measured -> partitions(lines, demand, measured, assumed));
        double gateways = amount(lines, "gateways");
        log(lines, demand, costs, assumed, gateways);
        store(lines, demand, costs, assumed);
        return new Sizing(lines);
    }

    /** What is used most at the peak: it gives way first when the load doubles. */
    public Optional<Line> tightest() {
        return lines.stream().filter(line -> line.used() > 0).max(Comparator.comparingDouble(Line::used));
    }

    private static void load(List<Line> lines, Demand demand) {
        lines.add(
                new Line("messages at the peak", demand.peakRate(), "per second", 0, "per day ÷ 86,400 × peak factor"));
        lines.add(new Line(
                "deliveries at the peak",
                demand.peakDeliveries(),
                "per second",
                0,
                "messages × (1 + (deliveries per message − 1) × online share)"));
        lines.add(new Line("sessions", demand.connections(), "", 0, "users × online share"));
    }

    private static void cpu(List<Line> lines, Demand demand, Costs costs, Assumed assumed) {
        for (Tier tier : Tier.values()) {
            if (costs.microsPerMessage().containsKey(tier)) {
                double busy = cores(tier, demand, costs) * copiesOf(tier, assumed);
                double provided = Math.ceil(busy / assumed.utilization());
                lines.add(new Line(
                        tier.title() + ": CPU",
                        provided,
                        "cores",
                        busy / provided,
                        String.format(
                                Locale.ROOT,
                                "messages/s × %.1f µs%s%s ÷ utilization",
                                costs.microsPerMessage().get(tier),
                                scales(tier) ? " × deliveries ÷ those measured" : "",
                                copiesOf(tier, assumed) > 1 ? " × copies" : "")));
            }
        }
    }

    private static double cores(Tier tier, Demand demand, Costs costs) {
        double more = scales(tier) ? demand.deliveries() / costs.deliveriesPerMessage() : 1;
        return demand.peakRate() * costs.microsPerMessage().getOrDefault(tier, 0.0) * Math.max(more, 0) / MICROS;
    }

    /** Whether a message costs this tier by its deliveries; the others see it once. */
    private static boolean scales(Tier tier) {
        return tier == Tier.GATEWAY || tier == Tier.DELIVERY;
    }

    /** One server with one copy was measured; every further copy is written again. */
    private static double copiesOf(Tier tier, Assumed assumed) {
        return tier == Tier.BROKER || tier == Tier.CASSANDRA ? assumed.copies() : 1;
    }

    private static void partitions(List<Line> lines, Demand demand, Costs costs, Assumed assumed) {
        lines.add(new Line(
                "partitions by conversation",
                powerOfTwo(2 * cores(Tier.SEQUENCER, demand, costs) / assumed.utilization()),
                "",
                0,
                "twice the cores of the sequencer, since a thread has a partition at least; the next power of two"));
        lines.add(new Line(
                "partitions by user",
                powerOfTwo(2 * cores(Tier.DELIVERY, demand, costs) / assumed.utilization()),
                "",
                0,
                "twice the cores of delivery; the next power of two"));
    }

    private static void log(List<Line> lines, Demand demand, Optional<Costs> costs, Assumed assumed, double gateways) {
        double record = demand.bodyBytes() + assumed.recordOverhead();
        double routed = Math.min(demand.deliveries(), Math.max(1, gateways));
        double records = 2 + demand.deliveriesPerMessage() + routed;
        double in = demand.peakRate() * record * records / MEGA;
        lines.add(new Line(
                "into the log",
                in,
                "MB/s",
                0,
                "messages/s × (body + overhead) × (command + event + one expansion for each member + one delivery for each"
                        + " gateway)"));
        double network = in * (2 * assumed.copies() + 1);
        double disk = demand.messagesPerDay() * assumed.logDays() * 2 * record * assumed.copies() / TERA;
        lines.add(new Line("the log on disk", disk, "TB", 0, "messages/day × days × 2 records × copies"));
        double cores = costs.map(measured -> cores(Tier.BROKER, demand, measured) * assumed.copies())
                .orElse(0.0);
        double forNetwork = network / assumed.brokerNetwork();
        double forDisk = disk / assumed.brokerDisk();
        double forCpu = cores / (assumed.utilization() * assumed.coresPerNode());
        double nodes = Math.max(assumed.copies(), Math.ceil(Math.max(forCpu, Math.max(forNetwork, forDisk))));
        lines.add(new Line(
                "brokers",
                nodes,
                "nodes",
                Math.max(forCpu * assumed.utilization(), Math.max(forNetwork, forDisk)) / nodes,
                "the most of cores, network (each byte in, to " + (long) (assumed.copies() - 1)
                        + " followers, and out) and disk"));
        lines.add(new Line(
                "to the clients",
                demand.peakDeliveries() * (demand.bodyBytes() + assumed.frameOverhead()) / MEGA,
                "MB/s",
                0,
                "deliveries/s × (body + overhead)"));
    }

    private static void store(List<Line> lines, Demand demand, Optional<Costs> costs, Assumed assumed) {
        double row = (demand.bodyBytes() + assumed.rowOverhead()) * assumed.compression();
        for (Map.Entry<String, Double> tier :
                List.of(Map.entry("hot", Assumed.HOT_DAYS), Map.entry("warm", Assumed.WARM_DAYS))) {
            double disk = demand.messagesPerDay() * tier.getValue() * row * assumed.copies() / TERA;
            lines.add(new Line(
                    "Cassandra, " + tier.getKey() + ": disk",
                    disk,
                    "TB",
                    0,
                    "messages/day × " + tier.getValue().longValue() + " days × row × copies"));
            double cores = costs.map(measured -> cores(Tier.CASSANDRA, demand, measured) * assumed.copies())
                    .orElse(0.0);
            double forCpu = cores / (assumed.utilization() * assumed.coresPerNode());
            double forDisk = disk / assumed.usableDisk();
            double nodes = Math.max(assumed.copies(), Math.ceil(Math.max(forCpu, forDisk)));
            lines.add(new Line(
                    "Cassandra, " + tier.getKey(),
                    nodes,
                    "nodes",
                    Math.max(forCpu * assumed.utilization(), forDisk) / nodes,
                    "the more of cores and disk"));
        }
        lines.add(new Line(
                "object storage, cold",
                demand.messagesPerDay() * Assumed.COLD_DAYS * assumed.coldBytes() / TERA,
                "TB",
                0,
                "messages/day × 2,555 days × bytes in the cold tier"));
    }

    private static void nodes(
            List<Line> lines, String what, double cores, double otherwise, Assumed assumed, String formula) {
        double capacity = assumed.utilization() * assumed.coresPerNode();
        double nodes = Math.max(LEAST_NODES, Math.ceil(Math.max(cores, otherwise) / capacity)) + 1;
        lines.add(new Line(
                what,
                nodes,
                "nodes",
                Math.max(cores / assumed.coresPerNode(), otherwise / capacity) / nodes,
                formula + ", and one that may fail"));
    }

    private static double amount(List<Line> lines, String what) {
        return lines.stream()
                .filter(line -> line.what().equals(what))
                .mapToDouble(Line::amount)
                .findFirst()
                .orElse(1);
    }

    private static double powerOfTwo(double least) {
        return Math.pow(2, Math.ceil(Math.log(Math.max(1, least)) / Math.log(2)));
    }
}
