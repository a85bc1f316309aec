package io.parley.resilience.report;

import io.parley.resilience.fault.Fault;
import io.parley.resilience.judge.Invariant;
import io.parley.resilience.judge.Violation;
import io.parley.resilience.run.Figures;
import io.parley.resilience.run.Run;
import io.parley.resilience.run.Timeline;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Keeps the findings of a run with one fault.
 *
 * @param violations how many there were of each kind; those that are missing weren't broken
 */
public record KeptResult(
        String fault,
        String description,
        Circumstances circumstances,
        Map<String, Integer> violations,
        Figures figures,
        Timeline timeline,
        Aftermath aftermath) {

    /**
     * Names how the result came about, so that it can be repeated.
     *
     * @param commit of the sources
     * @param load the machine's load average before the run
     * @param rate messages for each second
     * @param extent how much of the compose file's installation ran, "whole" or "small"
     */
    public record Circumstances(
            String date, String commit, int cores, double load, double rate, long seed, String extent) {}

    /**
     * Holds the state in the end.
     *
     * @param settled whether nobody lacked anything
     * @param revived processes that ended by themselves and were started again
     * @param unwell processes that need a hand
     */
    public record Aftermath(boolean settled, List<String> revived, List<String> unwell) {}

    /** Takes of a run with one fault what is kept. */
    public static KeptResult of(Fault fault, Circumstances circumstances, Run.Result result) {
        Map<String, Integer> violations = new TreeMap<>();
        for (Violation violation : result.violations()) {
            violations.merge(violation.invariant().name(), 1, Integer::sum);
        }
        return new KeptResult(
                fault.name(),
                fault.description(),
                circumstances,
                violations,
                Figures.of(result.entries()).get(0),
                Timeline.of(result.entries()).get(0),
                new Aftermath(result.settled(), result.revived(), result.unwell()));
    }

    /** Returns how many violations there were of these invariants. */
    int count(Invariant... invariants) {
        int count = 0;
        for (Invariant invariant : invariants) {
            count += violations.getOrDefault(invariant.name(), 0);
        }
        return count;
    }
}
