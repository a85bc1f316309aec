package io.parley.resilience.judge;

import io.parley.resilience.journal.Entry;
import io.parley.resilience.journal.SeenEvent;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Knows from the events of a journal who was added to a conversation and removed from it, and under which number. */
final class Membership {

    private static final String REMOVED = "removed";
    private static final String ADDED = "added";

    private final Map<String, NavigableMap<Long, SeenEvent>> changes = new HashMap<>();

    Membership(List<Entry> entries) {
        for (Entry entry : entries) {
            if (entry instanceof Entry.Seen seen
                    && (seen.event().kind().equals(REMOVED)
                            || seen.event().kind().equals(ADDED))) {
                changes.computeIfAbsent(seen.event().conversation(), id -> new TreeMap<>())
                        .put(seen.event().sequence(), seen.event());
            }
        }
    }

    /**
     * Returns under which number a user was removed who gets no event of this number any more. The event that removes a
     * user is the last one that reaches them.
     */
    Optional<Long> removedBefore(String conversation, long sequence, String userId) {
        return changes
                .getOrDefault(conversation, new TreeMap<>())
                .headMap(sequence, true)
                .descendingMap()
                .values()
                .stream()
                .filter(change -> change.kind().equals(ADDED) || change.sequence() < sequence)
                .filter(change -> Arrays.asList(change.detail().split(",", -1)).contains(userId))
                .findFirst()
                .filter(change -> change.kind().equals(REMOVED))
                .map(SeenEvent::sequence);
    }
}
