package io.parley.resilience.run;

import io.parley.resilience.journal.Entry;

import java.util.ArrayList;
import java.util.List;

/**
 * Bounds the part of a journal that belongs to one fault, in milliseconds since the run began.
 *
 * @param name of the fault
 * @param fault when it struck
 * @param serving when all that it broke served again; the end if it never did
 * @param end when the next one struck, or the load ended
 * @param last whether the load ended then
 */
record Window(String name, long fault, long serving, long end, boolean last) {

    private static final long NOT_YET = -1;

    /** Returns those of a journal, in order. */
    static List<Window> of(List<Entry> entries) {
        List<Window> windows = new ArrayList<>();
        String name = null;
        long fault = 0;
        long serving = NOT_YET;
        for (Entry entry : entries) {
            if (!(entry instanceof Entry.Mark mark)) {
                continue;
            }
            switch (mark.phase()) {
                case FAULT, ENDED -> {
                    if (name != null) {
                        boolean last = mark.phase() == Entry.Phase.ENDED;
                        windows.add(new Window(name, fault, serving == NOT_YET ? mark.at() : serving, mark.at(), last));
                    }
                    name = mark.phase() == Entry.Phase.FAULT ? mark.what() : null;
                    fault = mark.at();
                    serving = NOT_YET;
                }
                case SERVING -> serving = mark.at();
                case STEADY, STALL -> {
                    // They bound nothing.
                }
            }
        }
        return windows;
    }

    boolean holds(long at) {
        return at >= fault && at < end;
    }
}
