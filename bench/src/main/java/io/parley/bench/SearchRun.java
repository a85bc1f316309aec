package io.parley.bench;

import io.parley.bench.report.Report;
import io.parley.bench.workload.Pace;
import io.parley.bench.workload.Population;
import io.parley.bench.workload.RateSearch;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Looks for the highest rate that holds, with the same clients all the way. For one thread, once. */
final class SearchRun {

    private static final int MOST_TRIALS = 40;

    private final LoadRun run;
    private final Population population;
    private final SearchOptions options;
    private final PrintWriter out;
    private final List<Report.Trial> trials = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private final List<String> invalid = new ArrayList<>();
    private Report.Load best;

    SearchRun(LoadRun run, Population population, SearchOptions options, PrintWriter out) {
        this.run = run;
        this.population = population;
        this.options = options;
        this.out = out;
    }

    /** @param pace whose rate is the first to be tried */
    Report.Search search(Pace pace) throws InterruptedException {
        RateSearch search = new RateSearch(pace.rate(), options.precision(), options.repeats());
        // What is missing may still be under way, and would be counted against the next rate.
        while (search.next().isPresent() && trials.size() < MOST_TRIALS && faults.isEmpty()) {
            double rate = search.next().getAsDouble();
            out.printf(Locale.ROOT, "%n%,.0f messages/s%n", rate);
            search.record(tryIt(pace.at(rate)));
        }
        return new Report.Search(
                search.best(),
                search.best() * population.deliveriesPerMessage(),
                options.limit().toMillis(),
                trials);
    }

    /** What the best of the rates that held was like; null when none did. */
    Report.Load best() {
        return best;
    }

    List<String> faults() {
        return faults;
    }

    /** What the generator itself was too slow for. */
    List<String> invalid() {
        return invalid;
    }

    private boolean tryIt(Pace pace) throws InterruptedException {
        Report.Load load = run.play(pace);
        Report.Trial trial = trial(load);
        trials.add(trial);
        out.println(trial.held() ? "held" : trial.why());
        if (trial.held() && (best == null || load.rate() >= best.rate())) {
            best = load;
        }
        if (!load.verdict().holds()) {
            faults.add(String.format(Locale.ROOT, "at %,.0f messages/s: %s", load.rate(), trial.why()));
        }
        run.lateness(load)
                .ifPresent(late -> invalid.add(String.format(
                        Locale.ROOT, "at %,.0f messages/s %s: the server may bear more", load.rate(), late)));
        return trial.held();
    }

    private Report.Trial trial(Report.Load load) {
        String why = why(load, options.limit(), run.lateness(load));
        return new Report.Trial(
                load.rate(),
                load.recipients().p50(),
                load.recipients().p99(),
                load.cost() == null ? 0 : load.cost().microsPerMessage(),
                why.isEmpty(),
                why);
    }

    /** Why a rate didn't hold; empty when it did. */
    static String why(Report.Load load, Duration limit, Optional<String> lateness) {
        if (!load.verdict().holds()) {
            return String.join(", ", load.verdict().faults());
        }
        return lateness.orElseGet(() -> load.recipients().p99() < limit.toMillis()
                ? ""
                : String.format(Locale.ROOT, "p99 of %.0f ms", load.recipients().p99()));
    }
}
