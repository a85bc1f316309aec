package io.parley.resilience.judge;

import io.parley.resilience.journal.Entry;

import java.util.ArrayList;
import java.util.List;

/** Holds a journal against every {@link Invariant}. */
public final class Judge {

    private final List<Check> checks = List.of(
            new NumbersCheck(), new OutcomesCheck(), new SessionsCheck(), new RemovalsCheck(), new PresenceCheck());

    /** Returns the violations of the invariants that it checks. */
    interface Check {

        List<Violation> check(List<Entry> entries);
    }

    /** Returns whether each viewer sees what ought to be seen now. */
    public static boolean presenceIsRight(List<Entry> entries) {
        return new PresenceCheck().check(entries).isEmpty();
    }

    /** Returns every violation, in the order of the checks. */
    public List<Violation> judge(List<Entry> entries) {
        List<Violation> violations = new ArrayList<>();
        checks.forEach(check -> violations.addAll(check.check(entries)));
        return violations;
    }
}
