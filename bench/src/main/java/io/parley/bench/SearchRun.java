package io.parley.bench;

import io.parley.bench.check.Verdict;
import io.parley.bench.report.Report;
import io.parley.bench.workload.Pace;
import io.parley.bench.workload.Population;
import io.parley.bench.workload.RateSearch;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Searches the highest rate that holds, with the same clients throughout. For one thread, once. */
final class SearchRun {

    private static final int MOST_TRIALS = 40;

    private final Tries tries;
    private final Population population;
    private final SearchOptions options;
    private final Lateness lateness;
    private final PrintWriter out;
    private final List<Report.Trial> trials = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private final List<Report.Load> held = new ArrayList<>();
    private RateSearch search;

    /** Plays one rate after another. */
    interface Tries {

        /** Plays a rate to its end, and returns the result. */
        Report.Load play(Pace pace) throws InterruptedException;

        /** Waits for the missing messages of the last rate, and returns the final verdict. */
        Verdict complete(Duration patience) throws InterruptedException;

        /** Waits until the store has all messages. @return whether it has, as far as known */
        boolean awaitStore(Duration patience) throws InterruptedException;
    }

    SearchRun(Tries tries, Population population, SearchOptions options, Lateness lateness, PrintWriter out) {
        this.tries = tries;
        this.population = population;
        this.options = options;
        this.lateness = lateness;
        this.out = out;
    }

    /** @param pace its rate is the first to be tried */
    Report.Search search(Pace pace) throws InterruptedException {
        search = new RateSearch(pace.rate(), options.precision(), options.repeats());
        while (search.next().isPresent() && trials.size() < MOST_TRIALS && faults.isEmpty()) {
            // The store's remaining work would be counted against the next rate.
            if (!trials.isEmpty() && !tries.awaitStore(options.recovery())) {
                out.println("the store is still behind");
            }
            double rate = search.next().getAsDouble();
            out.printf(Locale.ROOT, "%n%,.0f messages/s%n", rate);
            search.record(tryIt(pace.at(rate)));
        }
        return new Report.Search(
                search.best(),
                search.isConfirmed(),
                search.best() * population.deliveriesPerMessage(),
                options.limit().toMillis(),
                trials);
    }

    /** The last trial of the best rate that held, which confirmed it. Null when no rate held. */
    Report.Load best() {
        return held.stream()
                .filter(load -> load.rate() == search.best())
                .reduce((earlier, later) -> later)
                .orElse(null);
    }

    List<String> faults() {
        return faults;
    }

    private boolean tryIt(Pace pace) throws InterruptedException {
        Report.Load load = tries.play(pace);
        List<String> remarks = new ArrayList<>();
        lateness.remark(load).ifPresent(remarks::add);
        StoreLag.remark(load).ifPresent(remarks::add);
        if (!load.verdict().holds()) {
            out.printf("%s; waiting for it%n", String.join(", ", load.verdict().faults()));
            // A rate that was too high may still be under way. Messages that never arrive are another matter.
            Verdict complete = tries.complete(options.recovery());
            if (complete.holds()) {
                remarks.add("all of it came later");
            } else {
                faults.add(String.format(
                        Locale.ROOT, "at %,.0f messages/s: %s", load.rate(), String.join(", ", complete.faults())));
            }
        }
        Report.Trial trial = trial(load, remarks);
        trials.add(trial);
        out.println(trial.outcome());
        if (trial.held()) {
            held.add(load);
        }
        return trial.held();
    }

    private Report.Trial trial(Report.Load load, List<String> remarks) {
        String why = why(load);
        return new Report.Trial(
                load.rate(),
                load.recipients().p50(),
                load.recipients().p99(),
                load.cost() == null ? 0 : load.cost().microsPerMessage(),
                why.isEmpty(),
                why,
                String.join("; ", remarks));
    }

    /** The reason why a rate didn't hold; empty when it did. */
    private String why(Report.Load load) {
        if (!load.verdict().holds()) {
            return String.join(", ", load.verdict().faults());
        }
        return lateness.isWithinLimit(load)
                ? ""
                : String.format(Locale.ROOT, "p99 of %.0f ms", load.recipients().p99());
    }
}
