package io.parley.bench;

import io.parley.bench.plan.Assumed;
import io.parley.bench.plan.Assumption;
import io.parley.bench.plan.Costs;
import io.parley.bench.plan.Demand;
import io.parley.bench.plan.Line;
import io.parley.bench.plan.SessionCosts;
import io.parley.bench.plan.Sizing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Calculates the size of an installation for a load. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        header = "Calculate the size of an installation for a load, with all assumptions.",
        description = {
            "",
            "The CPU of a message is read from the result of a bench; without one the plan has no cores."
                    + " The formulae are in docs/performance.md."
        })
final class PlanCommand implements Callable<Integer> {

    private static final double SMALL = 10;

    @Option(names = "--users", required = true, description = "users that are active on a day")
    private double users;

    @Option(names = "--messages-per-day", required = true, description = "messages of all users per day")
    private double messagesPerDay;

    @Option(
            names = "--peak-factor",
            defaultValue = "3",
            description = "ratio of the peak to the average (default: ${DEFAULT-VALUE})")
    private double peakFactor;

    @Option(
            names = "--online",
            defaultValue = "0.2",
            description = "share of the users that are connected at the peak (default: ${DEFAULT-VALUE})")
    private double online;

    @Option(
            names = "--deliveries-per-message",
            defaultValue = "5.1",
            description =
                    "members of a message's conversation, connected or not, with its sender; by default those of bench mix"
                            + " (${DEFAULT-VALUE})")
    private double deliveriesPerMessage;

    @Option(names = "--body", defaultValue = "100", description = "bytes of a message (default: ${DEFAULT-VALUE})")
    private double body;

    @Option(
            names = "--measured",
            paramLabel = "FILE",
            description = {
                "result of bench mix --json FILE; given twice, at two rates, the slope between them is the cost of a message"
                        + " and the rest each process's own"
            })
    private List<Path> measured = List.of();

    @Option(
            names = "--measured-idle",
            paramLabel = "FILE",
            description = "result of bench idle --json FILE: the costs of connects and idle sessions")
    private Path measuredIdle;

    @Option(names = "--cores", description = "cores of a node: like --assume cores=")
    private Double cores;

    @Option(names = "--utilization", description = "share of the CPU that the peak may use: like --assume utilization=")
    private Double utilization;

    @Option(
            names = "--assume",
            paramLabel = "NAME=VALUE",
            description = "another value for one of the plan's assumptions, which it prints with their names")
    private Map<String, Double> assume = Map.of();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Demand demand = new Demand(users, messagesPerDay, peakFactor, online, deliveriesPerMessage, body);
        Assumed assumed = assumed();
        Optional<Costs> costs = measured.isEmpty() ? Optional.empty() : Optional.of(Costs.read(measured));
        SessionCosts sessions = measuredIdle == null ? SessionCosts.assumed(assumed) : SessionCosts.read(measuredIdle);
        PrintWriter out = spec.commandLine().getOut();
        print(Sizing.of(demand, costs, sessions, assumed), out);
        print(costs, sessions, out);
        print(assumed, out);
        out.flush();
        return Main.HELD;
    }

    private Assumed assumed() {
        Map<String, Double> values = new LinkedHashMap<>(assume);
        if (cores != null) {
            values.put(Assumption.CORES.key(), cores);
        }
        if (utilization != null) {
            values.put(Assumption.UTILIZATION.key(), utilization);
        }
        return Assumed.of(values);
    }

    private static void print(Sizing sizing, PrintWriter out) {
        out.printf(Locale.ROOT, "%-30s %14s %-10s %6s  %s%n", "", "needed", "", "used", "by");
        sizing.lines().forEach(line -> print(line, out));
        out.printf("%nWhat more nodes don't help:%n");
        sizing.limits().forEach(line -> print(line, out));
        sizing.tightest()
                .ifPresent(line -> out.printf(
                        Locale.ROOT,
                        "%nWhen the load doubles, this gives way first: %s (%.0f%% at the peak of what is planned for)%s%n",
                        line.what(),
                        100 * line.used(),
                        sizing.limits().contains(line) ? ", and more nodes don't help" : ""));
    }

    private static void print(Line line, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%-30s %14s %-10s %6s  %s%n",
                line.what(),
                amount(line.amount()),
                line.unit(),
                line.used() > 0 ? String.format(Locale.ROOT, "%.0f%%", 100 * line.used()) : "",
                line.formula());
    }

    private static void print(Optional<Costs> costs, SessionCosts sessions, PrintWriter out) {
        out.printf("%nCosts of messages:%n");
        costs.map(Costs::source)
                .orElse(List.of("no measurement, so no figures of CPU (see --measured)"))
                .forEach(source -> out.println("  " + source));
        if (costs.isPresent()) {
            out.printf("Costs of sessions:%n  %s%n", sessions.source());
        }
    }

    private static void print(Assumed assumed, PrintWriter out) {
        out.printf("%nTaken for granted (--assume NAME=VALUE):%n");
        for (Assumption each : Assumption.values()) {
            out.printf(
                    Locale.ROOT,
                    "  %-24s %10s  %-9s %s%n",
                    each.key(),
                    figure(assumed.get(each)),
                    assumed.set().containsKey(each)
                            ? "set"
                            : each.basis().name().toLowerCase(Locale.ROOT),
                    each.meaning());
        }
    }

    /** Formats an amount: small ones with one more digit; fractions are never rounded down. */
    private static String amount(double amount) {
        return amount < SMALL && amount != Math.rint(amount)
                ? String.format(Locale.ROOT, "%.2f", Math.ceil(100 * amount) / 100)
                : String.format(Locale.ROOT, "%,.0f", Math.ceil(amount));
    }

    private static String figure(double value) {
        return value == Math.rint(value) ? String.format(Locale.ROOT, "%,.0f", value) : Double.toString(value);
    }
}
