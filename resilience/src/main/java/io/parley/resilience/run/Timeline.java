package io.parley.resilience.run;

import io.parley.resilience.journal.Entry;

import java.util.ArrayList;
import java.util.List;

/**
 * Counts live events in steps of time around a fault, for a picture of the stall.
 *
 * @param stepMillis the length of a step
 * @param before how many steps come before the fault
 * @param counts the live events of each step
 */
public record Timeline(int stepMillis, int before, List<Integer> counts) {

    private static final int STEP = 500;
    private static final int BEFORE = 10;
    private static final int LONGEST = 160;

    /** Returns that of each fault of a journal, in order. */
    public static List<Timeline> of(List<Entry> entries) {
        return Window.of(entries).stream().map(window -> of(window, entries)).toList();
    }

    private static Timeline of(Window window, List<Entry> entries) {
        long begin = window.fault() - (long) BEFORE * STEP;
        int steps = (int) Math.min(LONGEST, (window.end() - begin) / STEP);
        int[] counts = new int[steps];
        for (Entry entry : entries) {
            if (entry instanceof Entry.Seen seen && seen.live() && seen.at() >= begin) {
                long step = (seen.at() - begin) / STEP;
                if (step < steps) {
                    counts[(int) step]++;
                }
            }
        }
        List<Integer> all = new ArrayList<>();
        for (int count : counts) {
            all.add(count);
        }
        return new Timeline(STEP, BEFORE, all);
    }
}
