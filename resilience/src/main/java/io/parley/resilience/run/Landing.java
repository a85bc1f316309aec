package io.parley.resilience.run;

import io.parley.resilience.journal.Entry;

import java.util.List;

/** Checks that faults met a load: a run in which they didn't shows nothing. */
final class Landing {

    /** Gives the milliseconds before a fault in which events have to arrive, and after it in which commands go out. */
    private static final long BEFORE = 3_000;

    private static final long AFTER = 3_000;

    private Landing() {}

    /**
     * Checks each fault. That nothing arrived before a later one is what the fault before it did, and its silence.
     *
     * @throws NothingShown if nothing arrived before the first fault, or nothing was sent after any of them
     */
    static void check(List<Entry> entries) {
        boolean first = true;
        for (Entry entry : entries) {
            if (entry instanceof Entry.Mark mark && mark.phase() == Entry.Phase.FAULT) {
                check(mark, first, entries);
                first = false;
            }
        }
    }

    private static void check(Entry.Mark fault, boolean first, List<Entry> entries) {
        boolean delivered = !first;
        boolean sent = false;
        for (Entry entry : entries) {
            long since = entry.at() - fault.at();
            delivered |= entry instanceof Entry.Seen seen && seen.live() && since <= 0 && since >= -BEFORE;
            sent |= entry instanceof Entry.Sent && since >= 0 && since <= AFTER;
        }
        if (!delivered) {
            throw new NothingShown(fault.what() + " didn't land: no events arrived in the " + BEFORE + " ms before it");
        }
        if (!sent) {
            throw new NothingShown(
                    fault.what() + " didn't land: no commands were sent in the " + AFTER + " ms after it");
        }
    }
}
