package io.parley.resilience.judge;

import io.parley.resilience.journal.Entry;
import io.parley.resilience.journal.SeenEvent;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Checks what each session got of each conversation: live events in order and without a gap from its head on, and
 * together with history everything up to the newest number it knows.
 */
final class SessionsCheck implements Judge.Check {

    private record View(String session, String conversation) {}

    /** Collects one session's view of a conversation. */
    private static final class Sight {

        private long firstHead = -1;
        private long newestLive;
        private long caughtUpThrough;
        private final NavigableSet<Long> live = new TreeSet<>();
        private final NavigableSet<Long> given = new TreeSet<>();
    }

    @Override
    public List<Violation> check(List<Entry> entries) {
        List<Violation> violations = new ArrayList<>();
        Map<View, Sight> sights = new HashMap<>();
        for (Entry entry : entries) {
            if (entry instanceof Entry.Head head) {
                Sight sight = sight(sights, head.session(), head.conversation());
                if (sight.firstHead < 0) {
                    sight.firstHead = head.head();
                }
            } else if (entry instanceof Entry.CaughtUp page) {
                Sight sight = sight(sights, page.session(), page.conversation());
                sight.caughtUpThrough = Math.max(sight.caughtUpThrough, page.through());
            } else if (entry instanceof Entry.Seen seen) {
                see(seen, sight(sights, seen.session(), seen.event().conversation()), violations);
            }
        }
        sights.forEach((view, sight) -> whole(view, sight, violations));
        return violations;
    }

    private static Sight sight(Map<View, Sight> sights, String session, String conversation) {
        return sights.computeIfAbsent(new View(session, conversation), view -> new Sight());
    }

    private static void see(Entry.Seen seen, Sight sight, List<Violation> violations) {
        SeenEvent event = seen.event();
        if (!seen.live()) {
            sight.given.add(event.sequence());
            return;
        }
        if (event.sequence() <= sight.firstHead) {
            // The answer to a command that was sent again: the event of the first, under its number. The client knows
            // it then, and doesn't ask history for it.
            sight.given.add(event.sequence());
            return;
        }
        boolean repeat = !sight.live.add(event.sequence());
        if (!repeat && event.sequence() < sight.newestLive) {
            violations.add(new Violation(
                    Invariant.LIVE_ORDER,
                    seen.session() + " got " + event.sequence() + " of " + event.conversation() + " after "
                            + sight.newestLive));
        }
        sight.newestLive = Math.max(sight.newestLive, event.sequence());
    }

    private static void whole(View view, Sight sight, List<Violation> violations) {
        if (!sight.live.isEmpty()) {
            long from = sight.firstHead >= 0 ? sight.firstHead + 1 : sight.live.first();
            missing(view, sight.live, from, sight.live.last(), Invariant.LIVE_WHOLE, violations);
        }
        if (sight.caughtUpThrough > 0) {
            NavigableSet<Long> both = new TreeSet<>(sight.given);
            both.addAll(sight.live);
            if (!both.isEmpty()) {
                missing(view, both, both.first(), sight.caughtUpThrough, Invariant.HAND_OVER, violations);
            }
        }
    }

    private static void missing(
            View view,
            NavigableSet<Long> seen,
            long from,
            long through,
            Invariant invariant,
            List<Violation> violations) {
        for (long sequence = from; sequence <= through; sequence++) {
            if (!seen.contains(sequence)) {
                violations.add(new Violation(
                        invariant,
                        view.session + " lacks " + sequence + " of " + view.conversation + ", of " + from + " to "
                                + through));
            }
        }
    }
}
