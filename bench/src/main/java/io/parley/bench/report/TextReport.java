package io.parley.bench.report;

import io.parley.bench.check.Verdict;
import io.parley.bench.hops.Hop;
import io.parley.bench.machine.Consumption;
import io.parley.bench.measure.Percentiles;
import io.parley.bench.measure.Traffic;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.stream.Collectors;

/** Prints a report on a terminal. */
public final class TextReport {

    private static final double MIB = 1 << 20;
    private static final double KIB = 1 << 10;
    private static final double LEAST_SHARE = 0.005;
    private static final String LATENCY = "  %-34s %9s %9s %9s %9s %9s  %11s%n";
    private static final String LATENCY_ROW = "  %-34s %9.2f %9.2f %9.2f %9.2f %9.2f  %,11d%n";

    private final PrintWriter out;

    private TextReport(PrintWriter out) {
        this.out = out;
    }

    public static void print(Report report, PrintWriter out) {
        new TextReport(out).print(report);
        out.flush();
    }

    /** Prints the conditions of a run alone. */
    static void conditions(Conditions conditions, PrintWriter out) {
        new TextReport(out).conditions(conditions);
    }

    private void print(Report report) {
        say("%n%s: %s%n", report.workload(), report.shape());
        conditions(report.conditions());
        if (report.connects() != null) {
            connects(report.connects());
        }
        if (report.load() != null) {
            load(report.load());
        }
        if (report.idle() != null) {
            idle(report.idle());
        }
        if (report.search() != null) {
            search(report.search());
        }
        report.remarks().forEach(remark -> say("%nNote: %s%n", remark));
        report.invalid().forEach(reason -> say("%nINVALID: %s%n", reason));
        report.faults().forEach(fault -> say("%nFAILED: %s%n", fault));
        if (report.holds()) {
            say("%nEvery message came once and in order to everybody.%n");
        }
    }

    private void conditions(Conditions conditions) {
        say("  %s, Parley %s at %s%n", conditions.at(), conditions.commit(), conditions.url());
        say(
                "  %s, %d cores, %.1f GiB, %s, load average %.2f%n",
                conditions.machine().processor(),
                conditions.machine().cores(),
                conditions.machine().memoryBytes() / MIB / KIB,
                conditions.machine().system(),
                conditions.machine().loadAverage());
        say(
                "  %s; server: %s%n",
                conditions.machine().java(), conditions.machine().serverOptions());
        say(
                "  processes whose CPU and memory are counted: %s%n",
                conditions.processes().isEmpty() ? "none" : String.join(", ", conditions.processes()));
        say("  %s%n", conditions.settingsText());
    }

    private void connects(Report.Connects connects) {
        say(
                "%n%,d sessions opened in %.1f s: %,.0f per second%n",
                connects.sessions(), connects.seconds(), connects.perSecond());
        head("milliseconds");
        row("connect until ready and inbox", connects.latency());
        if (connects.cost() != null) {
            say(
                    "  CPU: %,.0f µs per session%n",
                    Report.Cost.per(connects.cost().consumption().stackMicros(), connects.sessions()));
        }
    }

    private void load(Report.Load load) {
        say(
                "%n%,.0f messages/s due, %,.0f sent; %,.0f deliveries/s (%.1f for each message)%n",
                load.rate(), load.messagesPerSecond(), load.deliveriesPerSecond(), load.deliveriesPerMessage());
        head("milliseconds from when it was due");
        row("handed to the socket (own lag)", load.lag());
        row("accepted", load.accepted());
        row("event at the sender", load.own());
        row("event at each recipient", load.recipients());
        verdict(load.verdict());
        if (load.stalling() != null) {
            say(
                    "  %,d clients read nothing in the measured time and are in none of these figures; the server cut off"
                            + " %,d of them%n",
                    load.stalling().clients(), load.stalling().cutOff());
        }
        load.store()
                .ifPresent(store ->
                        say("  The store had an event after %,.0f ms (p99 of %,d)%n", store.p99(), store.count()));
        traffic(load.traffic());
        if (load.cost() != null) {
            cost(load.cost());
        }
        if (load.inside() != null) {
            inside(load.inside());
        } else {
            say("%n  The server's metrics could not be read (--metrics): hops and bytes stay unknown.%n");
        }
    }

    private void inside(Report.Inside inside) {
        say("%n  %-34s %9s %9s %9s  %11s%n", "milliseconds of each hop", "mean", "p50", "p99", "count");
        for (Hop hop : inside.hops()) {
            say("  %-34s %9.2f %9.2f %9.2f  %,11d%n", hop.name(), hop.mean(), hop.p50(), hop.p99(), hop.count());
        }
        say("%n  %-60s %13s%n", "bytes into the log", "bytes/message");
        inside.topicBytes().forEach((topic, bytes) -> bytes(topic, bytes, inside.messages()));
        bytes(
                "all topics",
                inside.topicBytes().values().stream().mapToLong(Long::longValue).sum(),
                inside.messages());
    }

    private void bytes(String topic, long bytes, long messages) {
        say("  %-60s %,13.1f%n", topic, Report.Cost.per(bytes, messages));
    }

    private void verdict(Verdict verdict) {
        say(
                "%n  %,d sent, %,d of %,d deliveries came; missing %,d, left out %,d, repeated %,d, out of order %,d,"
                        + " contradicting %,d; sent again %,d, reconnects %,d%n",
                verdict.sent(),
                verdict.delivered(),
                verdict.expected(),
                verdict.missing(),
                verdict.gaps(),
                verdict.repeats(),
                verdict.outOfOrder(),
                verdict.contradictions(),
                verdict.resent(),
                verdict.reconnects());
    }

    private void traffic(Traffic traffic) {
        say(
                "  frames that came: %s; read marks sent: %,d%n",
                traffic.received().entrySet().stream()
                        .map(type -> format("%s %,d", type.getKey(), type.getValue()))
                        .collect(Collectors.joining(", ")),
                traffic.readsSent());
    }

    private void cost(Report.Cost cost) {
        Consumption taken = cost.consumption();
        say(
                "%n  CPU in %.1f s%25s %8s %11s %12s %9s%n",
                taken.seconds(), "", "cores", "µs/message", "µs/delivery", "MiB");
        for (Consumption.Taken process : taken.stack()) {
            process(process, cost);
            process.threads().forEach((group, micros) -> {
                if (micros > LEAST_SHARE * process.cpuMicros()) {
                    cpu("  " + group, micros, cost, "");
                }
            });
        }
        cpu("all of the stack", taken.stackMicros(), cost, "");
        process(taken.generator(), cost);
        cpu("others on this machine", taken.others(), cost, "");
        cpu("stolen by the host", taken.stolen(), cost, "");
    }

    private void process(Consumption.Taken process, Report.Cost cost) {
        cpu(process.name(), process.cpuMicros(), cost, format("%,.0f", process.residentAfter() / MIB));
    }

    private void cpu(String what, long micros, Report.Cost cost, String memory) {
        say(
                "  %-36s %8.2f %11.1f %12.1f %9s%n",
                what,
                micros / 1e6 / cost.consumption().seconds(),
                Report.Cost.per(micros, cost.messages()),
                Report.Cost.per(micros, cost.deliveries()),
                memory);
    }

    private void idle(Report.Idle idle) {
        say("%n%,d idle sessions for %.0f s; %,d broke%n", idle.sessions(), idle.seconds(), idle.broken());
        idle.bytesPerSession()
                .forEach((process, bytes) -> say("  %-34s %,9.1f KiB of memory per session%n", process, bytes / KIB));
        if (idle.cost() != null) {
            say(
                    "  CPU of the stack: %.3f cores%n",
                    idle.cost().consumption().stackMicros()
                            / 1e6
                            / idle.cost().consumption().seconds());
        }
    }

    private void search(Report.Search search) {
        say(
                "%nThe highest rate with p99 below %.0f ms and nothing missing: %,.0f messages/s, %,.0f deliveries/s%s%n",
                search.limitMillis(),
                search.best(),
                search.deliveriesPerSecond(),
                search.confirmed() || search.best() == 0 ? "" : " (not confirmed)");
        say("  %12s %10s %10s %14s%n", "messages/s", "p50 ms", "p99 ms", "CPU µs/message");
        for (Report.Trial trial : search.trials()) {
            say(
                    "  %,12.0f %10.1f %10.1f %14.0f  %s%n",
                    trial.rate(), trial.p50(), trial.p99(), trial.microsPerMessage(), trial.outcome());
        }
    }

    private void head(String unit) {
        say(LATENCY, unit, "p50", "p90", "p99", "p99.9", "max", "count");
    }

    private void row(String name, Percentiles latency) {
        say(
                LATENCY_ROW,
                name,
                latency.p50(),
                latency.p90(),
                latency.p99(),
                latency.p999(),
                latency.max(),
                latency.count());
    }

    private void say(String pattern, Object... values) {
        out.print(format(pattern, values));
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
