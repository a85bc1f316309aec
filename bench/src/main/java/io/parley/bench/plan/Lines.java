package io.parley.bench.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The lines of a plan, in reading order. */
final class Lines {

    private static final double TERA = 1e12;
    private static final double MEGA = 1e6;
    private static final double LEAST_NODES = 2;
    private static final double HOURS = 24;
    private static final double PUSH_DAYS = 1;
    private static final double SESSION_DAYS = 1;
    /** A changelog is compacted after as much again was written. */
    private static final double CHANGELOG_OF_STATE = 2;

    private final Demand demand;
    private final Optional<Costs> costs;
    private final Optional<Cpu> cpu;
    private final Assumed assumed;
    private final List<Line> lines = new ArrayList<>();

    Lines(Demand demand, Optional<Costs> costs, Optional<Cpu> cpu, Assumed assumed) {
        this.demand = demand;
        this.costs = costs;
        this.cpu = cpu;
        this.assumed = assumed;
    }

    Sizing make() {
        load();
        double gateways = gateways();
        applications();
        log(gateways);
        store();
        if (cpu.filter(known -> known.knows(Tier.REDIS)).isPresent()) {
            lines.addAll(withCpu(new Nodes("Redis", LEAST_NODES, 0), Tier.REDIS).lines());
        }
        return new Sizing(lines, new Limits(demand, assumed, gateways).lines(costs, cpu));
    }

    private void load() {
        add("messages at the peak", demand.peakRate(), "per second", "messages/day ÷ 86,400 × peak factor");
        add(
                "deliveries at the peak",
                demand.peakDeliveries(),
                "per second",
                "messages/s × (1 + (members − 1) × online share)");
        add(
                "pushes at the peak",
                demand.peakRate() * demand.absent(),
                "per second",
                "messages/s × members who aren't connected");
        add("sessions", demand.connections(), "", "users × online share");
        add("connects at the peak", connects(), "per second", "users × connects ÷ 86,400 × peak factor");
    }

    private double gateways() {
        Nodes nodes = new Nodes("gateways", LEAST_NODES, 1)
                .need(
                        "sessions",
                        demand.connections(),
                        "",
                        assumed.get(Assumption.CONNECTIONS),
                        "sessions, of gateway.max-connections");
        lines.addAll(withCpu(nodes, Tier.GATEWAY).lines());
        add(
                "to the clients",
                demand.peakDeliveries() * (demand.bodyBytes() + assumed.get(Assumption.FRAME_OVERHEAD)) / MEGA,
                "MB/s",
                "deliveries/s × (body + frame overhead)");
        return nodes.count();
    }

    private void applications() {
        double state = assumed.get(Assumption.STATE_COPIES) / TERA;
        application(
                Tier.CONVERSATION,
                conversationState() * state,
                "(messages/day × hours ÷ 24 × remembered id + users × conversations × member) × state copies");
        application(Tier.USER, userState() * state, "users × conversations × inbox row × state copies");
        for (Tier tier : List.of(Tier.PRESENCE, Tier.CONNECT)) {
            lines.addAll(withCpu(new Nodes(tier.title(), LEAST_NODES, 0), tier).lines());
        }
    }

    private void application(Tier tier, double disk, String formula) {
        Nodes nodes = new Nodes(tier.title(), LEAST_NODES, 0)
                .need("disk", disk, "TB", assumed.get(Assumption.STATE_DISK), formula);
        lines.addAll(withCpu(nodes, tier).lines());
    }

    private double conversationState() {
        return demand.messagesPerDay()
                        * assumed.get(Assumption.REMEMBERED_HOURS)
                        / HOURS
                        * assumed.get(Assumption.REMEMBERED_BYTES)
                + demand.users() * assumed.get(Assumption.CONVERSATIONS) * assumed.get(Assumption.MEMBER_BYTES);
    }

    private double userState() {
        return demand.users() * assumed.get(Assumption.CONVERSATIONS) * assumed.get(Assumption.INBOX_BYTES);
    }

    private void log(double gateways) {
        LogBytes bytes = costs.filter(measured -> !measured.topicBytes().isEmpty())
                .map(measured -> LogBytes.of(demand, measured, gateways, assumed))
                .orElseGet(() -> LogBytes.assumed(demand, gateways, assumed));
        String record = bytes.measured() ? "an event as it was measured" : "body + record overhead";
        double rate = demand.peakRate() / MEGA;
        add("log: commands, events", rate * bytes.kept(), "MB/s", "messages/s × 2 × (" + record + ")");
        add("log: expansions", rate * bytes.expansions(), "MB/s", "messages/s × members × (" + record + ")");
        add(
                "log: deliveries",
                rate * bytes.deliveries(),
                "MB/s",
                "messages/s × the less of deliveries and gateways × (" + record + ")");
        add("log: pushes", rate * bytes.pushes(), "MB/s", "pushes/s × (" + record + ")");
        add(
                "log: changelogs",
                rate * bytes.changelogs(),
                "MB/s",
                bytes.measured()
                        ? "messages/s × those measured, inboxes × members ÷ those measured"
                        : "messages/s × (decision + members × inbox row)");
        if (bytes.rest() > 0) {
            add("log: outcomes, offsets, marks", rate * bytes.rest(), "MB/s", "messages/s × those measured");
        }
        double connecting = connects() * bytes.connect() / MEGA;
        add(
                "log: connects",
                connecting,
                "MB/s",
                "connects/s × (records of a connect × record overhead + conversations × inbox row)");
        double in = rate * bytes.all() + connecting;
        add("into the log", in, "MB/s", "all of these");
        brokers(bytes, in);
    }

    private void brokers(LogBytes bytes, double in) {
        double copies = assumed.get(Assumption.COPIES);
        double sinks = assumed.get(Assumption.SINKS);
        double network = in * 2 * copies + demand.peakRate() * bytes.event() * sinks / MEGA;
        double connectsPerDay = demand.users() * assumed.get(Assumption.CONNECTS);
        double disk = copies
                / TERA
                * (demand.messagesPerDay()
                                * (bytes.kept() * assumed.get(Assumption.LOG_DAYS) + bytes.pushes() * PUSH_DAYS)
                        + connectsPerDay
                                * assumed.get(Assumption.CONNECT_RECORDS)
                                * assumed.get(Assumption.RECORD_OVERHEAD)
                                * SESSION_DAYS
                        + (conversationState() + userState()) * CHANGELOG_OF_STATE);
        Nodes nodes = new Nodes("brokers", copies, 0)
                .need(
                        "network",
                        network,
                        "MB/s",
                        assumed.get(Assumption.BROKER_NETWORK),
                        "into the log × 2 × copies (in, to and from the followers, to one reader) + events × sinks")
                .need(
                        "disk",
                        disk,
                        "TB",
                        assumed.get(Assumption.BROKER_DISK),
                        "(commands and events × log days + pushes × 1 day + sessions × 1 day + 2 × stores) × copies");
        lines.addAll(withCpu(nodes, Tier.BROKER).lines());
    }

    private void store() {
        double row = (demand.bodyBytes() + assumed.get(Assumption.ROW_OVERHEAD))
                * assumed.get(Assumption.ROW_COMPRESSION)
                * assumed.get(Assumption.COPIES);
        tier("Cassandra, hot", assumed.get(Assumption.HOT_DAYS), row);
        tier("Cassandra, warm", assumed.get(Assumption.WARM_DAYS), row);
        add(
                "object storage, cold",
                demand.messagesPerDay()
                        * assumed.get(Assumption.COLD_DAYS)
                        * (demand.bodyBytes() + assumed.get(Assumption.COLD_OVERHEAD))
                        * assumed.get(Assumption.COLD_COMPRESSION)
                        / TERA,
                "TB",
                "messages/day × cold days × (body + cold overhead) × cold compression");
    }

    private void tier(String name, double days, double row) {
        Nodes nodes = new Nodes(name, assumed.get(Assumption.COPIES), 0)
                .need(
                        "disk",
                        demand.messagesPerDay() * days * row / TERA,
                        "TB",
                        assumed.get(Assumption.STORE_DISK),
                        "messages/day × " + (long) days + " days × (body + row overhead) × compression × copies");
        lines.addAll(withCpu(nodes, Tier.CASSANDRA).lines());
    }

    private Nodes withCpu(Nodes nodes, Tier tier) {
        cpu.filter(known -> known.knows(tier))
                .ifPresent(known -> nodes.cpu(known.cores(tier), known.fixed(tier), known.formula(tier), assumed));
        return nodes;
    }

    private double connects() {
        return demand.peakConnects(assumed.get(Assumption.CONNECTS));
    }

    private void add(String what, double amount, String unit, String formula) {
        lines.add(Line.of(what, amount, unit, formula));
    }
}
