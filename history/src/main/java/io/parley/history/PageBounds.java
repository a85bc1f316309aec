package io.parley.history;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What a query comes down to, as numbers. Nothing is given above the {@code cap}: the lower of {@code through} and the
 * head.
 *
 * @param forward whether the page grows upwards from {@code first}, or is the newest one that ends at {@code last}
 * @param first the lowest sequence that the page may hold
 * @param last the highest sequence that the page may hold; below {@code first} when the page can hold nothing
 * @param cap the highest sequence that is asked for, on this page or on later ones
 * @param attainable whether the cap is what was asked for: {@code through} isn't above the head
 */
record PageBounds(boolean forward, long first, long last, long cap, boolean attainable) {

    static PageBounds of(HistoryQuery query) {
        long through = query.through().orElse(query.head());
        long cap = Math.min(through, query.head());
        boolean attainable = through <= query.head();
        if (query.after().isPresent()) {
            long after = query.after().getAsLong();
            // Written so that no sum can overflow.
            long last = after >= cap ? after : after + Math.min(query.limit(), cap - after);
            return new PageBounds(true, after + 1, last, cap, attainable);
        }
        long last = query.before().isPresent() ? Math.min(query.before().getAsLong() - 1, cap) : cap;
        return new PageBounds(false, 1, last, cap, attainable);
    }

    boolean isEmpty() {
        return first > last;
    }

    /**
     * The part of newest-first rows that makes a page: the run at their lower end, ascending. What lies above a gap is
     * left for later, since a row that is missing below it is only still to come.
     */
    static List<StoredEvent> lowestRun(List<StoredEvent> newestFirst) {
        int from = newestFirst.size();
        while (from > 0
                && (from == newestFirst.size()
                        || newestFirst.get(from - 1).sequence()
                                == newestFirst.get(from).sequence() + 1)) {
            from--;
        }
        return ascending(newestFirst.subList(from, newestFirst.size()));
    }

    /** The part of newest-first rows that goes on from a sequence without a gap, ascending. */
    static List<StoredEvent> runFrom(long sequence, List<StoredEvent> newestFirst) {
        List<StoredEvent> ascending = ascending(newestFirst);
        int length = 0;
        while (length < ascending.size() && ascending.get(length).sequence() == sequence + length) {
            length++;
        }
        return ascending.subList(0, length);
    }

    private static List<StoredEvent> ascending(List<StoredEvent> newestFirst) {
        List<StoredEvent> ascending = new ArrayList<>(newestFirst);
        Collections.reverse(ascending);
        return ascending;
    }
}
