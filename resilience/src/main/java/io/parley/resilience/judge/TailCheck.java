package io.parley.resilience.judge;

import io.parley.resilience.journal.Entry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks that a session that stays to the end has the newest event that anybody has of each of its conversations. An
 * event that is lost on its way leaves a gap, which is found elsewhere, unless it was the last one.
 */
final class TailCheck implements Judge.Check {

    private record View(String session, String userId, String conversation) {}

    @Override
    public List<Violation> check(List<Entry> entries) {
        Map<String, Long> newest = new HashMap<>();
        Map<View, Long> reached = new LinkedHashMap<>();
        for (Entry entry : entries) {
            if (entry instanceof Entry.Head head) {
                // What comes after the first head has to come live; a later head is no substitute.
                reached.putIfAbsent(new View(head.session(), head.userId(), head.conversation()), head.head());
            } else if (entry instanceof Entry.Seen seen) {
                String conversation = seen.event().conversation();
                newest.merge(conversation, seen.event().sequence(), Math::max);
                if (seen.live()) {
                    reached.merge(
                            new View(seen.session(), seen.userId(), conversation),
                            seen.event().sequence(),
                            Math::max);
                }
            } else if (entry instanceof Entry.Closed closed) {
                reached.keySet().removeIf(view -> view.session.equals(closed.session()));
            }
        }
        Membership membership = new Membership(entries);
        List<Violation> violations = new ArrayList<>();
        reached.forEach((view, has) -> {
            long last = newest.getOrDefault(view.conversation, 0L);
            long due = membership
                    .removedBefore(view.conversation, last, view.userId)
                    .orElse(last);
            if (has < due) {
                violations.add(new Violation(
                        Invariant.LIVE_WHOLE,
                        view.session + " has " + view.conversation + " up to " + has + ", which is at " + due));
            }
        });
        return violations;
    }
}
