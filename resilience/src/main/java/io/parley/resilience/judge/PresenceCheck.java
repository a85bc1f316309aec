package io.parley.resilience.judge;

import io.parley.resilience.journal.Entry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks that each viewer sees in the end what ought to be seen. How late a change came is measured apart, since the loss
 * of a broker may delay it.
 */
final class PresenceCheck implements Judge.Check {

    private static final String OFFLINE = "offline";

    private record Look(String viewer, String userId) {}

    /** Holds what a viewer was shown last, in a session. */
    private record Shown(String session, String status) {}

    @Override
    public List<Violation> check(List<Entry> entries) {
        Map<Look, String> due = new HashMap<>();
        Map<Look, Shown> shown = new HashMap<>();
        for (Entry entry : entries) {
            if (entry instanceof Entry.PresenceDue change) {
                due.put(new Look(change.viewer(), change.userId()), change.status());
            } else if (entry instanceof Entry.Presence presence) {
                shown.put(
                        new Look(presence.viewer(), presence.userId()),
                        new Shown(presence.session(), presence.status()));
            } else if (entry instanceof Entry.Closed closed) {
                shown.values().removeIf(one -> one.session.equals(closed.session()));
            }
        }
        List<Violation> violations = new ArrayList<>();
        due.forEach((look, expected) -> {
            // A member without a frame is shown without a status, which for one who is away is right.
            String seen = shown.getOrDefault(look, new Shown("", OFFLINE)).status;
            if (!seen.equals(expected)) {
                violations.add(new Violation(
                        Invariant.PRESENCE,
                        look.viewer + " sees " + look.userId + " " + seen + ", who is " + expected));
            }
        });
        return violations;
    }
}
