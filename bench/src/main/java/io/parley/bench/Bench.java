package io.parley.bench;

import io.parley.bench.client.Fleet;
import io.parley.bench.hostile.HostileAccount;
import io.parley.bench.machine.Consumption;
import io.parley.bench.machine.MachineFacts;
import io.parley.bench.machine.Snapshot;
import io.parley.bench.measure.Latencies;
import io.parley.bench.measure.Percentiles;
import io.parley.bench.report.Conditions;
import io.parley.bench.report.HostileReport;
import io.parley.bench.report.Report;
import io.parley.bench.workload.Pace;
import io.parley.bench.workload.Population;
import io.parley.bench.workload.Shape;
import org.HdrHistogram.Histogram;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Runs each workload from the first connection to the report. For one thread. */
final class Bench {

    private final BenchConfig config;
    private final Stack stack;
    private final PrintWriter out;
    private final Conditions conditions;

    Bench(BenchConfig config, PrintWriter out) {
        this.config = config;
        this.stack = Stack.listeningOn(config.target().port());
        this.out = out;
        this.conditions = new Conditions(
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                config.commit(),
                config.target().http().toString(),
                MachineFacts.ofThisMachine(stack.processes()),
                List.copyOf(stack.processes().keySet()),
                config.settings());
    }

    /** Measures one rate. */
    Report load(Shape shape, Population population, Pace pace, Duration limit) throws InterruptedException {
        try (Fleet fleet = fleet(population)) {
            Report.Connects connects = connect(fleet);
            converse(fleet);
            Report.Load load = loadRun(fleet, population).play(pace);
            Lateness lateness = new Lateness(config.longestLag(), limit);
            boolean invalid = lateness.mayBeToBlame(load);
            List<String> remarks = new ArrayList<>(stack.remarks());
            StoreLag.remark(load).ifPresent(remarks::add);
            List<String> late = lateness.remark(load).map(List::of).orElse(List.of());
            remarks.addAll(invalid ? List.of() : late);
            return new Report(
                    name(shape),
                    population.shape(),
                    conditions,
                    connects,
                    load,
                    null,
                    null,
                    load.verdict().faults(),
                    invalid ? late : List.of(),
                    remarks);
        }
    }

    /** Searches the highest rate whose p99 stays below a limit. */
    Report search(Shape shape, Population population, Pace pace, SearchOptions options) throws InterruptedException {
        try (Fleet fleet = fleet(population)) {
            Report.Connects connects = connect(fleet);
            converse(fleet);
            SearchRun run = new SearchRun(
                    loadRun(fleet, population),
                    population,
                    options,
                    new Lateness(config.longestLag(), options.limit()),
                    out);
            Report.Search search = run.search(pace);
            List<String> remarks = new ArrayList<>(stack.remarks());
            Optional.ofNullable(run.best())
                    .flatMap(StoreLag::remark)
                    .ifPresent(behind -> remarks.add("at the highest rate " + behind));
            return new Report(
                    "search " + name(shape),
                    population.shape(),
                    conditions,
                    connects,
                    run.best(),
                    null,
                    search,
                    run.faults(),
                    List.of(),
                    remarks);
        }
    }

    /** Measures one rate with a hostile account beside it and without, by turns, in one run. */
    HostileReport hostile(Population population, Pace pace, HostileOptions options)
            throws InterruptedException, IOException {
        String tag = config.fleet().tag();
        String token = config.tokens().token("hostile-" + tag);
        InetSocketAddress gateway =
                new InetSocketAddress(config.target().host(), config.target().port());
        List<HostileReport.Turn> turns = new ArrayList<>();
        Histogram[] latencies = {Latencies.histogram(3), Latencies.histogram(3)};
        HostileAccount.Deeds deeds;
        try (Fleet fleet = fleet(population);
                HostileAccount account = new HostileAccount(gateway, token, options.settings(tag))) {
            connect(fleet);
            converse(fleet);
            account.settle();
            LoadRun run = loadRun(fleet, population);
            for (int turn = 0; turn < 2 * options.turns(); turn++) {
                boolean hostile = turn % 2 == 1;
                say("%s%n", hostile ? "The hostile account acts." : "The hostile account rests.");
                if (hostile) {
                    account.start();
                }
                Report.Load load = run.play(pace);
                account.stop();
                latencies[turn % 2].add(run.recipients());
                turns.add(new HostileReport.Turn(hostile, load.recipients(), load.verdict(), residentBytes()));
            }
            deeds = account.deeds();
        }
        return new HostileReport(
                population.shape(),
                conditions,
                turns,
                Percentiles.of(latencies[0]),
                Percentiles.of(latencies[1]),
                deeds);
    }

    /** Of the process that listens on the gateway's port; 0 if there is none here. */
    private long residentBytes() {
        return stack.processes().keySet().stream()
                .findFirst()
                .map(first -> stack.snapshot().processes().get(first).residentBytes())
                .orElse(0L);
    }

    /** Connects all users at once. */
    Report storm(int users) throws InterruptedException {
        Population population = new Population(users + " sessions without conversations", users, List.of());
        try (Fleet fleet = fleet(population)) {
            Report.Connects connects = connect(fleet);
            return new Report(
                    "storm",
                    population.shape(),
                    conditions,
                    connects,
                    null,
                    null,
                    null,
                    List.of(),
                    List.of(),
                    stack.remarks());
        }
    }

    /** Measures sessions that only answer Pings. */
    Report idle(int users, Duration duration) throws InterruptedException {
        Population population = new Population(users + " sessions without conversations", users, List.of());
        try (Fleet fleet = fleet(population)) {
            Snapshot empty = stack.snapshot();
            Report.Connects connects = connect(fleet);
            Snapshot before = stack.snapshot();
            say("%,d sessions are idle for %d s%n", users, duration.toSeconds());
            TimeUnit.MILLISECONDS.sleep(duration.toMillis());
            Snapshot after = stack.snapshot();
            Consumption consumption = Consumption.between(before, after);
            long broken = fleet.reconnects();
            return new Report(
                    "idle",
                    population.shape(),
                    conditions,
                    connects,
                    null,
                    new Report.Idle(
                            users,
                            consumption.seconds(),
                            broken,
                            growth(empty, after, users),
                            stack.isKnown() ? new Report.Cost(consumption, 0, 0) : null),
                    null,
                    broken == 0 ? List.of() : List.of(broken + " idle sessions broke"),
                    List.of(),
                    stack.remarks());
        }
    }

    private Fleet fleet(Population population) throws InterruptedException {
        if (!stack.isKnown()) {
            say(
                    "No process of this machine listens on port %d: CPU and memory stay unknown.%n",
                    config.target().port());
        }
        return new Fleet(config.target(), config.tokens(), population, config.fleet());
    }

    private Report.Connects connect(Fleet fleet) throws InterruptedException {
        Snapshot before = stack.snapshot();
        Fleet.Connected connected = fleet.connect(config.inFlight());
        Snapshot after = stack.snapshot();
        say("%,d sessions, %,.0f opened per second%n", connected.sessions(), connected.perSecond());
        return new Report.Connects(
                connected.sessions(),
                connected.elapsed().toNanos() / 1e9,
                connected.perSecond(),
                Percentiles.of(connected.micros()),
                stack.isKnown() ? new Report.Cost(Consumption.between(before, after), 0, 0) : null);
    }

    private void converse(Fleet fleet) throws InterruptedException {
        long begin = System.nanoTime();
        fleet.converse(config.setup());
        say("All conversations are there after %.1f s.%n", (System.nanoTime() - begin) / 1e9);
    }

    private LoadRun loadRun(Fleet fleet, Population population) {
        return new LoadRun(fleet, population, stack, config, out);
    }

    private static Map<String, Long> growth(Snapshot before, Snapshot after, int users) {
        Map<String, Long> growth = new LinkedHashMap<>();
        after.processes().forEach((name, process) -> {
            long grown = process.residentBytes() - before.processes().get(name).residentBytes();
            growth.put(name, Math.max(0, grown) / users);
        });
        return growth;
    }

    private static String name(Shape shape) {
        return shape.name().toLowerCase(Locale.ROOT);
    }

    private void say(String pattern, Object... values) {
        out.printf(Locale.ROOT, pattern, values);
        out.flush();
    }
}
