package io.parley.bench.report;

import io.parley.bench.check.Verdict;
import io.parley.bench.hostile.HostileAccount.Deeds;
import io.parley.bench.measure.Percentiles;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The results of a mix beside a hostile account, by turns.
 *
 * @param shape the population of the mix
 * @param turns in order, every other with the hostile account
 * @param without recipients' latencies in all turns without it
 * @param with recipients' latencies in all turns with it
 * @param deeds what it did
 */
public record HostileReport(
        String shape, Conditions conditions, List<Turn> turns, Percentiles without, Percentiles with, Deeds deeds) {

    private static final double MIB = 1 << 20;

    /** Above this share of the p99 without it, the others are held up. */
    private static final double MOST_RATIO = 1.2;

    private static final long MOST_GROWTH = 64L << 20;

    /**
     * One turn.
     *
     * @param hostile whether the hostile account acted
     * @param recipients latencies of the others' messages
     * @param verdict on the others' messages
     * @param residentBytes of the process that listens on the gateway's port, at the end; 0 if unknown
     */
    public record Turn(boolean hostile, Percentiles recipients, Verdict verdict, long residentBytes) {}

    public HostileReport {
        turns = List.copyOf(turns);
    }

    /** The p99 with the hostile account for that without. */
    public double ratio() {
        return without.p99() == 0 ? 0 : with.p99() / without.p99();
    }

    /** By how much the process was larger, at most, after a turn with the account than after the first without. */
    public long grownBytes() {
        long first = turns.get(0).residentBytes();
        return turns.stream()
                .filter(Turn::hostile)
                .mapToLong(turn -> turn.residentBytes() - first)
                .max()
                .orElse(0);
    }

    /** Guarantees to the others that didn't hold; empty when all held. */
    public List<String> faults() {
        List<String> faults = new ArrayList<>();
        turns.forEach(turn -> faults.addAll(turn.verdict().faults()));
        return faults;
    }

    /** Goals that were missed, which on a loaded machine says little; empty when all were reached. */
    public List<String> missed() {
        List<String> missed = new ArrayList<>();
        if (ratio() > MOST_RATIO) {
            missed.add(String.format(Locale.ROOT, "p99 is %.2f times that without (goal: %.1f)", ratio(), MOST_RATIO));
        }
        if (grownBytes() > MOST_GROWTH) {
            missed.add(String.format(
                    Locale.ROOT, "the process grew by %.0f MiB (goal: %.0f)", grownBytes() / MIB, MOST_GROWTH / MIB));
        }
        return missed;
    }

    /** Prints it for people. */
    public void print(PrintWriter out) {
        say(out, "%nhostile: %s%n", shape);
        TextReport.conditions(conditions, out);
        say(
                out,
                "%n  %-12s %9s %9s %9s %12s %9s %10s%n",
                "turn",
                "p50, ms",
                "p99, ms",
                "max, ms",
                "deliveries",
                "refused",
                "RSS, MiB");
        for (Turn turn : turns) {
            row(
                    out,
                    turn.hostile() ? "hostile" : "calm",
                    turn.recipients(),
                    turn.verdict().refused(),
                    turn.residentBytes());
        }
        row(out, "all calm", without, refused(false), 0);
        row(out, "all hostile", with, refused(true), 0);
        say(
                out,
                "%n  p99 with the account is %.2f times that without; the process grew by %.0f MiB%n",
                ratio(),
                grownBytes() / MIB);
        say(
                out,
                "  it did %s; found no room for %,d, and was refused %,d handshakes%n",
                deeds.acts(),
                deeds.dropped(),
                deeds.refusedHandshakes());
        missed().forEach(goal -> say(out, "%nMISSED: %s%n", goal));
        faults().forEach(fault -> say(out, "%nFAILED: %s%n", fault));
        out.flush();
    }

    private long refused(boolean hostile) {
        return turns.stream()
                .filter(turn -> turn.hostile() == hostile)
                .mapToLong(turn -> turn.verdict().refused())
                .sum();
    }

    private static void row(PrintWriter out, String name, Percentiles latency, long refused, long bytes) {
        say(
                out,
                "  %-12s %9.1f %9.1f %9.1f %,12d %,9d %10s%n",
                name,
                latency.p50(),
                latency.p99(),
                latency.max(),
                latency.count(),
                refused,
                bytes == 0 ? "" : String.format(Locale.ROOT, "%,.0f", bytes / MIB));
    }

    private static void say(PrintWriter out, String pattern, Object... values) {
        out.printf(Locale.ROOT, pattern, values);
    }
}
