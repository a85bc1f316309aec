package io.parley.resilience.judge;

import io.parley.resilience.journal.Entry;

import java.util.ArrayList;
import java.util.List;

/** Holds a journal against every {@link Invariant}. */
public final class Judge {

    private final List<Check> checks = List.of(
            new NumbersCheck(),
            new OutcomesCheck(),
            new SessionsCheck(),
            new TailCheck(),
            new RemovalsCheck(),
            new PresenceCheck());

    /** Returns the violations of the invariants that it checks. */
    interface Check {

        List<Violation> check(List<Entry> entries);
    }

    /** Returns whether nothing is under way: every session has the newest events, and sees the presence that is due. */
    public static boolean isAtRest(List<Entry> entries) {
        return new TailCheck().check(entries).isEmpty()
                && new PresenceCheck().check(entries).isEmpty();
    }

    /** Returns every violation, in the order of the checks. */
    public List<Violation> judge(List<Entry> entries) {
        List<Violation> violations = new ArrayList<>();
        checks.forEach(check -> violations.addAll(check.check(entries)));
        return violations;
    }
}
