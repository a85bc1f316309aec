package io.parley.resilience.judge;

import io.parley.resilience.journal.Entry;
import io.parley.resilience.journal.SeenEvent;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Checks that commands take effect once, in their senders' order. */
final class OutcomesCheck implements Judge.Check {

    private record Key(String userId, String conversation, String commandId) {}

    private record Writer(String userId, String conversation) {}

    @Override
    public List<Violation> check(List<Entry> entries) {
        Map<Key, Integer> sent = new LinkedHashMap<>();
        Set<Key> accepted = new HashSet<>();
        Set<Key> rejected = new HashSet<>();
        Map<Key, TreeSet<Long>> numbers = new HashMap<>();
        for (Entry entry : entries) {
            if (entry instanceof Entry.Sent command) {
                sent.putIfAbsent(
                        new Key(command.userId(), command.conversation(), command.commandId()), command.turn());
            } else if (entry instanceof Entry.Accepted answer) {
                accepted.add(new Key(answer.userId(), answer.conversation(), answer.commandId()));
            } else if (entry instanceof Entry.Rejected answer) {
                rejected.add(new Key(answer.userId(), answer.conversation(), answer.commandId()));
            } else if (entry instanceof Entry.Seen seen) {
                SeenEvent event = seen.event();
                numbers.computeIfAbsent(
                                new Key(event.senderId(), event.conversation(), event.commandId()),
                                key -> new TreeSet<>())
                        .add(event.sequence());
            }
        }
        List<Violation> violations = new ArrayList<>();
        Map<Writer, TreeMap<Integer, Long>> turns = new HashMap<>();
        sent.forEach((key, turn) -> {
            TreeSet<Long> got = numbers.getOrDefault(key, new TreeSet<>());
            if (got.isEmpty() && accepted.contains(key) && !rejected.contains(key)) {
                violations.add(new Violation(Invariant.NOTHING_LOST, key + " was accepted and has no outcome"));
            }
            if (got.size() > 1) {
                violations.add(new Violation(Invariant.NOTHING_DOUBLED, key + " has the numbers " + got));
            }
            // One that was refused and sent again may have let others pass.
            if (!got.isEmpty() && !rejected.contains(key)) {
                turns.computeIfAbsent(new Writer(key.userId, key.conversation), writer -> new TreeMap<>())
                        .put(turn, got.first());
            }
        });
        turns.forEach((writer, numbered) -> ordered(writer, numbered, violations));
        return violations;
    }

    private static void ordered(Writer writer, SortedMap<Integer, Long> numbered, List<Violation> violations) {
        Map.Entry<Integer, Long> before = null;
        for (Map.Entry<Integer, Long> turn : numbered.entrySet()) {
            if (before != null && turn.getValue() < before.getValue()) {
                violations.add(new Violation(
                        Invariant.SENDERS_ORDER,
                        writer + ": command " + turn.getKey() + " has " + turn.getValue() + ", command "
                                + before.getKey() + " before it " + before.getValue()));
            }
            before = turn;
        }
    }
}
