package io.parley.resilience.judge;

import io.parley.resilience.journal.Entry;
import io.parley.resilience.journal.SeenEvent;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Checks each conversation's numbers: no gap, one event for each, times that don't decrease. */
final class NumbersCheck implements Judge.Check {

    @Override
    public List<Violation> check(List<Entry> entries) {
        List<Violation> violations = new ArrayList<>();
        Map<String, TreeMap<Long, SeenEvent>> all = new TreeMap<>();
        for (Entry entry : entries) {
            if (entry instanceof Entry.Seen seen) {
                SeenEvent event = seen.event();
                SeenEvent other = all.computeIfAbsent(event.conversation(), id -> new TreeMap<>())
                        .putIfAbsent(event.sequence(), event);
                if (other != null && !other.equals(event)) {
                    violations.add(new Violation(
                            seen.live() ? Invariant.ONE_EVENT_PER_NUMBER : Invariant.STORE_EQUALS_LOG,
                            seen.session() + " saw " + event + ", others " + other));
                }
            }
        }
        all.forEach((conversation, events) -> along(conversation, events, violations));
        return violations;
    }

    private static void along(String conversation, SortedMap<Long, SeenEvent> events, List<Violation> violations) {
        long expected = 1;
        SeenEvent before = null;
        for (SeenEvent event : events.values()) {
            if (event.sequence() != expected) {
                violations.add(new Violation(
                        Invariant.GAPLESS,
                        conversation + " has " + event.sequence() + " where " + expected + " was expected"));
            }
            if (before != null && event.sentAt().compareTo(before.sentAt()) < 0) {
                violations.add(new Violation(
                        Invariant.TIME_ORDER,
                        conversation + ": " + event.sequence() + " is of " + event.sentAt() + ", the one before of "
                                + before.sentAt()));
            }
            expected = event.sequence() + 1;
            before = event;
        }
    }
}
