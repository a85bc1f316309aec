package io.parley.bench;

import io.parley.bench.plan.Assumed;
import io.parley.bench.plan.Costs;
import io.parley.bench.plan.Demand;
import io.parley.bench.plan.Sizing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Says what an installation needs for a load. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        header = "Say what an installation needs for a load: the arithmetic, with all that it takes for granted.",
        description = {
            "",
            "What a message costs in CPU is read from what a bench has measured; without that nothing is said of cores."
                    + " The formulae are in docs/performance.md."
        })
final class PlanCommand implements Callable<Integer> {

    @Option(names = "--users", required = true, description = "that are there on a day")
    private double users;

    @Option(names = "--messages-per-day", required = true, description = "of all of them")
    private double messagesPerDay;

    @Option(
            names = "--peak-factor",
            defaultValue = "3",
            description = "how much more there is at the peak than on average (default: ${DEFAULT-VALUE})")
    private double peakFactor;

    @Option(
            names = "--online",
            defaultValue = "0.2",
            description = "the part of the users that are connected at the peak (default: ${DEFAULT-VALUE})")
    private double online;

    @Option(
            names = "--deliveries-per-message",
            defaultValue = "5.1",
            description =
                    "sessions that a message would go to if everybody were connected; by default what bench mix has"
                            + " (${DEFAULT-VALUE})")
    private double deliveriesPerMessage;

    @Option(names = "--body", defaultValue = "100", description = "bytes of a message (default: ${DEFAULT-VALUE})")
    private double body;

    @Option(names = "--measured", paramLabel = "FILE", description = "what bench mix --json FILE has written")
    private Path measured;

    @Option(names = "--cores", defaultValue = "16", description = "of a node (default: ${DEFAULT-VALUE})")
    private double cores;

    @Option(
            names = "--utilization",
            defaultValue = "0.5",
            description = "the part of the CPU that the peak may take (default: ${DEFAULT-VALUE})")
    private double utilization;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Demand demand = new Demand(users, messagesPerDay, peakFactor, online, deliveriesPerMessage, body);
        Assumed assumed = Assumed.DEFAULT.with(utilization, cores);
        Optional<Costs> costs = Optional.ofNullable(measured).map(Costs::read);
        print(
                Sizing.of(demand, costs, assumed),
                costs,
                assumed,
                spec.commandLine().getOut());
        return Main.HELD;
    }

    private static void print(Sizing sizing, Optional<Costs> costs, Assumed assumed, PrintWriter out) {
        out.printf(Locale.ROOT, "%-28s %14s %-10s %8s  %s%n", "", "needed", "", "used", "by");
        for (Sizing.Line line : sizing.lines()) {
            out.printf(
                    Locale.ROOT,
                    "%-28s %,14.0f %-10s %8s  %s%n",
                    line.what(),
                    Math.ceil(line.amount()),
                    line.unit(),
                    line.used() > 0 ? String.format(Locale.ROOT, "%.0f%%", 100 * line.used()) : "",
                    line.formula());
        }
        sizing.tightest()
                .ifPresent(line -> out.printf(
                        Locale.ROOT,
                        "%nWhen the load doubles, this gives way first: %s (%.0f%% used at the peak)%n",
                        line.what(),
                        100 * line.used()));
        out.printf(
                "%nCosts: %s%n",
                costs.map(Costs::source).orElse("nothing was measured, so nothing is said of CPU (see --measured)"));
        out.println("Taken for granted:");
        assumed.named().forEach((what, value) -> out.printf(Locale.ROOT, "  %-74s %s%n", what, value));
        out.flush();
    }
}
