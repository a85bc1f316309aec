package io.parley.resilience.judge;

import io.parley.resilience.journal.Entry;
import io.parley.resilience.journal.SeenEvent;

import java.util.ArrayList;
import java.util.List;

/**
 * Checks that nobody gets a live event of a conversation in which they are no member. History is left out: who is added
 * again may read what came while they were away.
 */
final class RemovalsCheck implements Judge.Check {

    @Override
    public List<Violation> check(List<Entry> entries) {
        Membership membership = new Membership(entries);
        List<Violation> violations = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry instanceof Entry.Seen seen && seen.live()) {
                SeenEvent event = seen.event();
                membership
                        .removedBefore(event.conversation(), event.sequence(), seen.userId())
                        .ifPresent(removed -> violations.add(new Violation(
                                Invariant.NOTHING_AFTER_REMOVAL,
                                seen.userId() + " was removed from " + event.conversation() + " at " + removed
                                        + " and saw " + event.sequence())));
            }
        }
        return violations;
    }
}
