package io.parley.resilience.run;

import io.parley.resilience.journal.Entry;

import java.util.List;

/** Measures stalls: times in which commands wait and no live event reaches anybody. */
final class Silence {

    private Silence() {}

    /** Returns the longest stall within a window, in milliseconds; that in which the load ended has its whole length. */
    static long longestIn(Window window, List<Entry> entries) {
        long last = window.fault();
        long longest = 0;
        for (Entry entry : entries) {
            if (entry.at() >= window.fault() && entry instanceof Entry.Seen seen && seen.live()) {
                if (entry.at() >= window.end()) {
                    return Math.max(longest, (window.last() ? entry.at() : window.end()) - last);
                }
                longest = Math.max(longest, entry.at() - last);
                last = entry.at();
            }
        }
        // Nothing came any more: silent at least as long as the load went on.
        return Math.max(longest, window.end() - last);
    }
}
