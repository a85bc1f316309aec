package io.parley.resilience.judge;

import io.parley.resilience.journal.Entry;
import io.parley.resilience.journal.SeenEvent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Checks that nobody gets a live event of a conversation in which they are no member. History is left out: who is added
 * again may read what came while they were away.
 */
final class RemovalsCheck implements Judge.Check {

    private static final String REMOVED = "removed";
    private static final String ADDED = "added";

    @Override
    public List<Violation> check(List<Entry> entries) {
        Map<String, TreeMap<Long, SeenEvent>> changes = new HashMap<>();
        for (Entry entry : entries) {
            if (entry instanceof Entry.Seen seen
                    && (seen.event().kind().equals(REMOVED)
                            || seen.event().kind().equals(ADDED))) {
                changes.computeIfAbsent(seen.event().conversation(), id -> new TreeMap<>())
                        .put(seen.event().sequence(), seen.event());
            }
        }
        List<Violation> violations = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry instanceof Entry.Seen seen && seen.live()) {
                SeenEvent event = seen.event();
                SeenEvent last = lastChange(
                        changes.getOrDefault(event.conversation(), new TreeMap<>()), event.sequence(), seen.userId());
                if (last != null && last.kind().equals(REMOVED)) {
                    violations.add(new Violation(
                            Invariant.NOTHING_AFTER_REMOVAL,
                            seen.userId() + " was removed from " + event.conversation() + " at " + last.sequence()
                                    + " and saw " + event.sequence()));
                }
            }
        }
        return violations;
    }

    /** Returns what made a user a member, or none, at a number: a removal counts from the next on. Null: nothing did. */
    private static SeenEvent lastChange(NavigableMap<Long, SeenEvent> changes, long at, String userId) {
        return changes.headMap(at, true).descendingMap().values().stream()
                .filter(change -> change.kind().equals(ADDED) || change.sequence() < at)
                .filter(change -> Arrays.asList(change.detail().split(",", -1)).contains(userId))
                .findFirst()
                .orElse(null);
    }
}
