package io.parley.resilience.run;

import io.parley.resilience.journal.Entry;

import java.util.List;

/** Checks that faults met a load: a run in which they didn't shows nothing. */
final class Landing {

    /** Gives the milliseconds before a fault in which events have to arrive, and after it in which commands go out. */
    private static final long BEFORE = 3_000;

    private static final long AFTER = 3_000;

    private Landing() {}

    /** @throws IllegalStateException if a fault had no load before or after it */
    static void check(List<Entry> entries) {
        for (Entry entry : entries) {
            if (entry instanceof Entry.Mark mark && mark.phase() == Entry.Phase.FAULT) {
                check(mark, entries);
            }
        }
    }

    private static void check(Entry.Mark fault, List<Entry> entries) {
        boolean delivered = false;
        boolean sent = false;
        for (Entry entry : entries) {
            long since = entry.at() - fault.at();
            delivered |= entry instanceof Entry.Seen seen && seen.live() && since <= 0 && since >= -BEFORE;
            sent |= entry instanceof Entry.Sent && since >= 0 && since <= AFTER;
        }
        if (!delivered) {
            throw new IllegalStateException(
                    fault.what() + " didn't land: no events arrived in the " + BEFORE + " ms before it");
        }
        if (!sent) {
            throw new IllegalStateException(
                    fault.what() + " didn't land: no commands were sent in the " + AFTER + " ms after it");
        }
    }
}
