package io.parley.bench;

import io.parley.bench.report.Report;
import io.parley.bench.workload.Pace;
import io.parley.bench.workload.Population;
import io.parley.bench.workload.RateSearch;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Looks for the highest rate that holds, with the same clients all the way. For one thread, once. */
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

    /** What plays one rate after another. */
    interface Tries {

        /** Plays a rate to its end, and tells what came of it. */
        Report.Load play(Pace pace) throws InterruptedException;
    }

    SearchRun(Tries tries, Population population, SearchOptions options, Lateness lateness, PrintWriter out) {
        this.tries = tries;
        this.population = population;
        this.options = options;
        this.lateness = lateness;
        this.out = out;
    }

    /** @param pace whose rate is the first to be tried */
    Report.Search search(Pace pace) throws InterruptedException {
        search = new RateSearch(pace.rate(), options.precision(), options.repeats());
        // What is missing may still be under way, and would be counted against the next rate.
        while (search.next().isPresent() && trials.size() < MOST_TRIALS && faults.isEmpty()) {
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

    /** The last trial of the best rate that held: the one that confirmed it. Null when no rate held. */
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
        Report.Trial trial = trial(load);
        trials.add(trial);
        out.println(trial.outcome());
        if (trial.held()) {
            held.add(load);
        }
        if (!load.verdict().holds()) {
            faults.add(String.format(Locale.ROOT, "at %,.0f messages/s: %s", load.rate(), trial.why()));
        }
        return trial.held();
    }

    private Report.Trial trial(Report.Load load) {
        String why = why(load);
        return new Report.Trial(
                load.rate(),
                load.recipients().p50(),
                load.recipients().p99(),
                load.cost() == null ? 0 : load.cost().microsPerMessage(),
                why.isEmpty(),
                why,
                lateness.remark(load).orElse(""));
    }

    /** Why a rate didn't hold; empty when it did. */
    private String why(Report.Load load) {
        if (!load.verdict().holds()) {
            return String.join(", ", load.verdict().faults());
        }
        return lateness.isWithinLimit(load)
                ? ""
                : String.format(Locale.ROOT, "p99 of %.0f ms", load.recipients().p99());
    }
}
