package io.parley.bench;

import io.parley.bench.report.HostileReport;
import io.parley.bench.report.JsonReport;
import io.parley.bench.report.Picture;
import io.parley.bench.report.Report;
import io.parley.bench.report.TextReport;
import io.parley.bench.workload.Shape;
import io.parley.bench.workload.Stalled;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Puts load on a running Parley and reports the results. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        header = "Put load on a running Parley, as its clients would, and report the results.",
        description = {
            "",
            "Messages are sent on a fixed schedule; latency is measured from when a message was due until it arrives"
                    + " at each recipient's socket. Every recipient has to get every message once and in order, else the"
                    + " run fails.",
            "",
            "Start Parley first, with options for load: JAVA_OPTS=\"-XX:TieredStopAtLevel=4 -Xmx2g\" ./parley up"
        },
        exitCodeListHeading = "%nExit codes%n",
        exitCodeList = {
            "0:all guarantees held",
            "1:a message is missing, or the run was impossible",
            "2:invalid usage",
            "3:the generator itself was too slow, which may have raised p99 above --limit"
        })
final class BenchCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name a workload");
    }

    @Command(
            name = "direct",
            mixinStandardHelpOptions = true,
            description = "Pairs: a message has one recipient besides its sender.")
    int direct(@Mixin CommonOptions common, @Mixin LoadOptions load) throws Exception {
        return load(Shape.DIRECT, common, load);
    }

    @Command(name = "groups", mixinStandardHelpOptions = true, description = "Each user in one group of ten.")
    int groups(@Mixin CommonOptions common, @Mixin LoadOptions load) throws Exception {
        return load(Shape.GROUPS, common, load);
    }

    @Command(
            name = "large",
            mixinStandardHelpOptions = true,
            description = "One group of 1,000 with the conversation open on every client.")
    int large(@Mixin CommonOptions common, @Mixin LoadOptions load) throws Exception {
        return load(Shape.LARGE, common, load);
    }

    @Command(
            name = "mix",
            mixinStandardHelpOptions = true,
            description =
                    "85%% of the messages in pairs, 14%% in groups of ten, 1%% in a group of 200: each causes about a"
                            + " third of the deliveries.")
    int mix(@Mixin CommonOptions common, @Mixin LoadOptions load) throws Exception {
        return load(Shape.MIX, common, load);
    }

    @Command(
            name = "search",
            mixinStandardHelpOptions = true,
            description =
                    "Search the highest rate of a workload within the p99 limit and without loss: double --rate until it"
                            + " doesn't hold, narrow it down, and confirm the best.")
    int search(
            @Parameters(paramLabel = "WORKLOAD", description = "${COMPLETION-CANDIDATES}") Shape shape,
            @Mixin CommonOptions common,
            @Mixin LoadOptions load,
            @Option(
                            names = "--precision",
                            defaultValue = "0.1",
                            description =
                                    "distance of the best and the worst rate at which the search ends (default: ${DEFAULT-VALUE})")
                    double precision,
            @Option(
                            names = "--repeats",
                            defaultValue = "3",
                            description = "trials of the best rate; most have to hold (default: ${DEFAULT-VALUE})")
                    int repeats,
            @Option(
                            names = "--recovery",
                            defaultValue = "5m",
                            description = "longest wait after a rate that was too high, until all messages have arrived"
                                    + " and the store has caught up, before a lower one is tried; messages missing then"
                                    + " end the search (default: ${DEFAULT-VALUE})")
                    Duration recovery)
            throws Exception {
        Map<String, String> settings = new LinkedHashMap<>();
        load.describe(shape, settings);
        settings.put("repeats", Integer.toString(repeats));
        Bench bench = new Bench(common.config(settings, load.reads(shape), load.stalled()), out());
        return finish(
                bench.search(
                        shape,
                        load.population(shape),
                        load.pace(shape),
                        new SearchOptions(load.limit(), precision, repeats, recovery)),
                common);
    }

    @Command(
            name = "hostile",
            mixinStandardHelpOptions = true,
            description = {
                "The mix, with one hostile account beside it and without, by turns: it floods groups, opens and asks for"
                        + " history without reading, reconnects, handshakes, reacts and sets its status.",
                "Give the gateway the limits that it has by itself, which ./parley up doesn't: see docs/performance.md."
            })
    int hostile(@Mixin CommonOptions common, @Mixin LoadOptions load, @Mixin HostileOptions hostile) throws Exception {
        Map<String, String> settings = new LinkedHashMap<>();
        load.describe(Shape.MIX, settings);
        hostile.describe(settings);
        Bench bench = new Bench(common.config(settings, load.reads(Shape.MIX), load.stalled()), out());
        HostileReport report = bench.hostile(load.population(Shape.MIX), load.pace(Shape.MIX), hostile);
        report.print(out());
        if (common.json().isPresent()) {
            JsonReport.write(report, common.json().get());
        }
        return report.faults().isEmpty() ? Main.HELD : Main.FAILED;
    }

    @Command(
            name = "storm",
            mixinStandardHelpOptions = true,
            description = "Connect all users at once: sessions opened per second.")
    int storm(
            @Mixin CommonOptions common,
            @Option(
                            names = "--users",
                            defaultValue = "2000",
                            description = "users that connect (default: ${DEFAULT-VALUE})")
                    int users)
            throws Exception {
        Map<String, String> settings = new LinkedHashMap<>(Map.of("users", Integer.toString(users)));
        return finish(new Bench(common.config(settings, false, new Stalled(0)), out()).storm(users), common);
    }

    @Command(
            name = "idle",
            mixinStandardHelpOptions = true,
            description = "Idle sessions: the memory of each, and whether they last.")
    int idle(
            @Mixin CommonOptions common,
            @Option(
                            names = "--users",
                            defaultValue = "2000",
                            description = "connected users (default: ${DEFAULT-VALUE})")
                    int users,
            @Option(names = "--duration", defaultValue = "60s", description = "duration (default: ${DEFAULT-VALUE})")
                    Duration duration)
            throws Exception {
        Map<String, String> settings = new LinkedHashMap<>(Map.of("users", Integer.toString(users)));
        return finish(new Bench(common.config(settings, false, new Stalled(0)), out()).idle(users, duration), common);
    }

    private int load(Shape shape, CommonOptions common, LoadOptions load) throws Exception {
        Map<String, String> settings = new LinkedHashMap<>();
        load.describe(shape, settings);
        Bench bench = new Bench(common.config(settings, load.reads(shape), load.stalled()), out());
        return finish(bench.load(shape, load.population(shape), load.pace(shape), load.limit()), common);
    }

    private int finish(Report report, CommonOptions common) throws IOException {
        TextReport.print(report, out());
        if (common.json().isPresent()) {
            JsonReport.write(report, common.json().get());
        }
        if (common.svg().isPresent()) {
            Picture.write(report, common.svg().get());
        }
        if (!report.holds()) {
            return Main.FAILED;
        }
        return report.invalid().isEmpty() ? Main.HELD : Main.INVALID;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
