package io.parley.resilience.run;

import io.parley.resilience.journal.Entry;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Measures of a journal what the report shows about one fault. All times are milliseconds.
 *
 * @param commands that were first sent from the fault until the next one, or until the load ended
 * @param before from when a message was first sent until a session has it live, of those sent in the moments before
 * @param during the same, of messages sent from the fault on
 * @param longestSilence in which no live event reached anybody
 * @param presence how late changes were shown
 * @param servingAfter from the fault until all that it broke served again
 */
public record Figures(
        String fault,
        int commands,
        Latency before,
        Latency during,
        long longestSilence,
        Lateness presence,
        long servingAfter) {

    /** Messages sent so long before a fault are those that it is compared with. */
    private static final long BEFORE = 8_000;

    /**
     * Holds percentiles of latencies.
     *
     * @param count how many there are
     */
    public record Latency(int count, long p50, long p99, long max) {

        static Latency of(List<Long> millis) {
            if (millis.isEmpty()) {
                return new Latency(0, 0, 0, 0);
            }
            List<Long> sorted = new ArrayList<>(millis);
            Collections.sort(sorted);
            return new Latency(sorted.size(), at(sorted, 0.5), at(sorted, 0.99), sorted.get(sorted.size() - 1));
        }

        private static long at(List<Long> sorted, double share) {
            return sorted.get((int) Math.min(sorted.size() - 1L, (long) (share * sorted.size())));
        }
    }

    /**
     * Holds how late changes of presence were shown.
     *
     * @param changes how many there were
     * @param latest of those that were shown before the next change
     * @param missed how many weren't
     */
    public record Lateness(int changes, long latest, int missed) {}

    private record Receipt(String session, String conversation, long sequence) {}

    private record Look(String viewer, String userId) {}

    /** Measures each fault of a journal, in order. */
    public static List<Figures> of(List<Entry> entries) {
        List<Figures> all = new ArrayList<>();
        Map<String, Long> firstSent = firstSent(entries);
        for (Window window : Window.of(entries)) {
            all.add(of(window, entries, firstSent));
        }
        return all;
    }

    private static Figures of(Window window, List<Entry> entries, Map<String, Long> firstSent) {
        List<Long> before = new ArrayList<>();
        List<Long> during = new ArrayList<>();
        Set<Receipt> received = new HashSet<>();
        for (Entry entry : entries) {
            if (entry instanceof Entry.Seen seen
                    && seen.live()
                    && received.add(new Receipt(
                            seen.session(),
                            seen.event().conversation(),
                            seen.event().sequence()))) {
                Long sent = firstSent.get(seen.event().commandId());
                if (sent != null && sent >= window.fault() - BEFORE && sent < window.fault()) {
                    before.add(seen.at() - sent);
                } else if (sent != null && window.holds(sent)) {
                    during.add(seen.at() - sent);
                }
            }
        }
        return new Figures(
                window.name(),
                (int) firstSent.values().stream().filter(window::holds).count(),
                Latency.of(before),
                Latency.of(during),
                Silence.longestIn(window, entries),
                lateness(window, entries),
                window.serving() - window.fault());
    }

    private static Map<String, Long> firstSent(List<Entry> entries) {
        Map<String, Long> first = new HashMap<>();
        for (Entry entry : entries) {
            if (entry instanceof Entry.Sent sent) {
                first.putIfAbsent(sent.commandId(), sent.at());
            }
        }
        return first;
    }

    private static Lateness lateness(Window window, List<Entry> entries) {
        Map<Look, Entry.PresenceDue> waiting = new HashMap<>();
        int changes = 0;
        int missed = 0;
        long latest = 0;
        for (Entry entry : entries) {
            if (entry instanceof Entry.PresenceDue due && window.holds(due.at())) {
                changes++;
                missed += waiting.put(new Look(due.viewer(), due.userId()), due) == null ? 0 : 1;
            } else if (entry instanceof Entry.Presence shown) {
                Look look = new Look(shown.viewer(), shown.userId());
                Entry.PresenceDue due = waiting.get(look);
                if (due != null && due.status().equals(shown.status())) {
                    waiting.remove(look);
                    latest = Math.max(latest, shown.at() - due.at());
                }
            }
        }
        return new Lateness(changes, latest, missed + waiting.size());
    }
}
