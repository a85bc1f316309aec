package io.parley.resilience.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Collects what happened in a run. Safe for many threads; the order is that in which entries were added. */
public final class Journal {

    private final long begin = System.nanoTime();
    private final List<Entry> entries = new ArrayList<>();
    private long lastLive;

    /** Returns the milliseconds since the run began. */
    public long now() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
    }

    /** Adds an entry. */
    public synchronized void add(Entry entry) {
        entries.add(entry);
        if (entry instanceof Entry.Seen seen && seen.live()) {
            lastLive = seen.at();
        }
    }

    /** Returns for how many milliseconds no live event has reached anybody. */
    public synchronized long silence() {
        return now() - lastLive;
    }

    /** Marks a phase of the run from now on. */
    public void mark(Entry.Phase phase, String what) {
        add(new Entry.Mark(now(), phase, what));
    }

    /** Returns all entries so far. */
    public synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }
}
