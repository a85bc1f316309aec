package io.parley.resilience.report;

import io.parley.resilience.fault.Fault;
import io.parley.resilience.fault.Faults;
import io.parley.resilience.judge.Invariant;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Makes the document of kept results: a table, the conditions, and what was never tried. */
public final class Report {

    private static final double MILLIS = 1000;

    /** Faults that the harness has no means for. */
    private static final List<String> NO_MEANS = List.of(
            "loss of power, a kernel that stops, disks that fail, fill up or lie",
            "a network between machines: all processes share one, and the link between two of them is cut only for all"
                    + " that goes to a server; controllers aren't cut off from each other",
            "clocks that differ",
            "more than one node of Cassandra, of the registry or of Redis",
            "a registry that lost its ids, which is as bad as the loss of the log",
            "segments that are cut or flipped on one broker's disk",
            "a rolling upgrade from another version",
            "more than some tens of clients, slow readers among them, and runs of hours");

    private final List<KeptResult> results;

    /** @param results in any order */
    public Report(List<KeptResult> results) {
        Map<String, KeptResult> byFault =
                results.stream().collect(Collectors.toMap(KeptResult::fault, Function.identity()));
        this.results = Faults.all().stream()
                .map(Fault::name)
                .filter(byFault::containsKey)
                .map(byFault::get)
                .toList();
    }

    /** Returns the results in the order of the faults' list, which is that of the document. */
    public List<KeptResult> results() {
        return results;
    }

    /** Returns the document's text. */
    public String text() {
        List<String> lines = new ArrayList<>();
        lines.add("# Reliability");
        lines.add("");
        lines.add(
                "How Parley behaves when its processes are killed, frozen or cut off while people chat, as measured.");
        lines.add("This page is generated from the results that are kept in `resilience/results`;"
                + " a test fails when it differs from them.");
        lines.add("");
        if (results.isEmpty()) {
            lines.add("**No result is kept yet: nothing on this page has been measured.**");
            lines.add("");
        } else {
            summary(lines);
            table(lines);
            columns(lines);
        }
        conditions(lines);
        repeating(lines);
        untried(lines);
        return String.join("\n", lines) + "\n";
    }

    private void summary(List<String> lines) {
        long commands = results.stream()
                .mapToLong(result -> result.figures().commands())
                .sum();
        long broken = results.stream()
                .filter(result -> !result.violations().isEmpty())
                .count();
        lines.add(results.size() + " faults, " + commands + " commands sent from the fault on: "
                + (broken == 0
                        ? "**no message lost, doubled or reordered, no number missing or given twice.**"
                        : "**in " + broken + " of them a promise was broken.**"));
        lines.add("");
        lines.add("![Events that reached clients around each fault](images/reliability.svg)");
        lines.add("");
    }

    private void table(List<String> lines) {
        lines.add("| fault | commands | lost | doubled | reordered | other | silence s | before p50 / p99 ms"
                + " | during p50 / p99 / max ms | presence late s | serving after s | by itself |");
        lines.add("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        results.forEach(result -> lines.add(row(result)));
        lines.add("");
    }

    private static String row(KeptResult result) {
        var figures = result.figures();
        int lost = result.count(Invariant.NOTHING_LOST, Invariant.GAPLESS, Invariant.LIVE_WHOLE, Invariant.HAND_OVER);
        int doubled = result.count(Invariant.NOTHING_DOUBLED, Invariant.ONE_EVENT_PER_NUMBER);
        int reordered = result.count(Invariant.SENDERS_ORDER, Invariant.LIVE_ORDER, Invariant.TIME_ORDER);
        int other =
                result.violations().values().stream().mapToInt(count -> count).sum() - lost - doubled - reordered;
        var presence = figures.presence();
        return "| `" + result.fault() + "`: " + result.description() + " | "
                + figures.commands() + " | " + lost + " | " + doubled + " | " + reordered + " | " + other + " | "
                + seconds(figures.longestSilence()) + " | "
                + figures.before().p50() + " / " + figures.before().p99() + " | "
                + figures.during().p50() + " / " + figures.during().p99() + " / "
                + figures.during().max() + " | "
                + seconds(presence.latest()) + (presence.missed() > 0 ? "; " + presence.missed() + " missed" : "")
                + " | " + seconds(figures.servingAfter()) + " | " + byItself(result.aftermath()) + " |";
    }

    private static String byItself(KeptResult.Aftermath aftermath) {
        if (!aftermath.unwell().isEmpty()) {
            return "**no: " + String.join(", ", aftermath.unwell()) + "**";
        }
        if (!aftermath.settled()) {
            return "**no: somebody lacked something in the end**";
        }
        return aftermath.revived().isEmpty()
                ? "yes"
                : "yes; " + String.join(", ", new TreeSet<>(aftermath.revived())) + " restarted";
    }

    private static void columns(List<String> lines) {
        lines.addAll(List.of(
                "- **lost, doubled, reordered**: violations of the [promises of the protocol](protocol.md), found in all"
                        + " that every client sent and saw; **other**: a removed member who got an event, a page of"
                        + " history that differs, presence that stays wrong.",
                "- **silence**: the longest time from the fault on in which no client got any event.",
                "- **before, during**: from when a message was first sent until a connected member has it, of the 8 s"
                        + " before the fault, and from it on; a phone that was away isn't counted.",
                "- **presence late**: the longest time until a change was shown; **missed**: changes that weren't shown"
                        + " before the next one of the same user, some 10 s later.",
                "- **serving after**: from the fault until all that it broke was ready again, the outage included.",
                "- **by itself**: nothing needed a hand; a process that ended by itself is started again, as"
                        + " `restart: unless-stopped` does.",
                ""));
    }

    private void conditions(List<String> lines) {
        lines.add("## Conditions");
        lines.add("");
        lines.add("The installation of [`docker-compose.yml`](../docker-compose.yml) as plain processes of one machine:"
                + " three brokers, the registry, Cassandra, Redis, two Connect workers, two of each topology, two gateways,"
                + " with the environment that stands there, heaps of 256 to 512 MB and the quick compiler alone.");
        lines.add(
                "The small layout has one Connect worker, one of each topology and four partitions in place of twelve:"
                        + " nobody takes over for a process that is away.");
        lines.add(
                "40 users in 18 pairs and 7 groups; one loses their connection every 2.5 s, another comes or goes every"
                        + " 2.5 s, and one is removed from a group and one added in the moments after the fault.");
        lines.add("Latencies are those of a machine that is nearly full: compare *during* with *before*.");
        lines.add("");
        if (results.isEmpty()) {
            return;
        }
        lines.add("| fault | date | commit | cores | load average before | layout | messages/s | seed |");
        lines.add("| --- | --- | --- | --- | --- | --- | --- | --- |");
        for (KeptResult result : results) {
            var of = result.circumstances();
            lines.add("| `" + result.fault() + "` | " + of.date() + " | " + of.commit() + " | " + of.cores() + " | "
                    + of.load() + " | " + of.extent() + " | " + of.rate() + " | " + of.seed() + " |");
        }
        lines.add("");
    }

    private static void repeating(List<String> lines) {
        lines.addAll(List.of(
                "## Repeat it",
                "",
                "```",
                "./parley resilience                                     # lists the faults",
                "./parley resilience kill-conversation-1 kill-broker-1   # makes a run with each",
                "./parley resilience --small kill-broker-1               # in the small layout",
                "./parley resilience --keep kill-broker-1                # keeps its result for this page",
                "```",
                "",
                "It needs some 6 GB of memory, and starts in one to two minutes.",
                "`--seed` repeats who talks to whom; times are those of the machine.",
                "The short form, six faults in a row, is a test, `ResilienceIT`: [CONTRIBUTING.md](../CONTRIBUTING.md) has the call.",
                ""));
    }

    private void untried(List<String> lines) {
        lines.add("## What was never tried");
        lines.add("");
        for (Fault fault : Faults.all()) {
            if (results.stream().noneMatch(result -> result.fault().equals(fault.name()))) {
                lines.add("- `" + fault.name() + "`: " + fault.description() + " (written, not run)");
            }
        }
        NO_MEANS.forEach(what -> lines.add("- " + what));
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.1f", millis / MILLIS);
    }
}
