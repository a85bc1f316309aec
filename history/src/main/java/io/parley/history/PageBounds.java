package io.parley.history;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The numbers of a query. Nothing above the {@code cap} is returned: the lower of {@code through} and the head.
 *
 * @param forward whether the page grows upwards from {@code first}, or is the newest one that ends at {@code last}
 * @param first the lowest sequence that the page may hold
 * @param last the highest sequence that the page may hold; below {@code first} when the page can hold nothing
 * @param cap the highest requested sequence, on this page or on later ones
 * @param attainable whether the cap is the requested one: {@code through} isn't above the head
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
        if (query.around().isPresent()) {
            long around = query.around().getAsLong();
            long older = query.limit() / 2;
            return new PageBounds(
                    true,
                    Math.max(1, around - older),
                    Math.min(cap, around + (query.limit() - older - 1)),
                    cap,
                    attainable);
        }
        long last = query.before().isPresent() ? Math.min(query.before().getAsLong() - 1, cap) : cap;
        return new PageBounds(false, 1, last, cap, attainable);
    }

    boolean isEmpty() {
        return first > last;
    }

    /**
     * The rows of a page that were found.
     *
     * @param run its part without a gap, ascending
     * @param isWhole whether that is the whole page
     * @param missing a sequence whose row is needed and was not found; the cap, if there is none on the page
     */
    record Found(List<StoredEvent> run, boolean isWhole, long missing) {}

    /** Interprets newest-first rows. */
    Found found(List<StoredEvent> newestFirst) {
        if (isEmpty()) {
            return new Found(List.of(), true, cap);
        }
        List<StoredEvent> run = forward ? runFrom(first, newestFirst) : lowestRun(newestFirst);
        boolean hasLast = !newestFirst.isEmpty() && newestFirst.get(0).sequence() == last;
        if (hasLast && run.size() == newestFirst.size()) {
            return new Found(run, true, cap);
        }
        // Rows arrive roughly in order: when the last exists, so do most.
        long gap = run.isEmpty() ? first : lastOf(run) + 1;
        return new Found(run, false, hasLast ? gap : last);
    }

    /** Whether the page has the cap's row, and all below it. */
    boolean reachesCap(Found found) {
        return !isEmpty() && found.isWhole() && last == cap;
    }

    /** Whether a longer wait can't improve the page; a page that ends below the cap doesn't wait for it. */
    boolean isEnough(Found found, boolean storeReachesCap) {
        return found.isWhole() && (storeReachesCap || !attainable || (!isEmpty() && last < cap));
    }

    /** @param storeReachesCap whether the cap's row was seen, before the found rows were read */
    HistoryPage page(long head, Found found, boolean storeReachesCap) {
        List<StoredEvent> run = found.run();
        boolean reachesCap = !run.isEmpty() && lastOf(run) == cap;
        boolean more = forward
                ? !isEmpty() && !reachesCap
                : !run.isEmpty() && run.get(0).sequence() > 1;
        return new HistoryPage(run, head, attainable && storeReachesCap && found.isWhole(), more);
    }

    /**
     * Finds the page in newest-first rows that are read backwards: the run at their lower end, ascending. Rows above a
     * gap are left for later, since the missing row is only delayed.
     */
    private static List<StoredEvent> lowestRun(List<StoredEvent> newestFirst) {
        int from = newestFirst.size();
        while (from > 0
                && (from == newestFirst.size()
                        || newestFirst.get(from - 1).sequence()
                                == newestFirst.get(from).sequence() + 1)) {
            from--;
        }
        return ascending(newestFirst.subList(from, newestFirst.size()));
    }

    /** Finds the rows that continue from a sequence without a gap, ascending. */
    private static List<StoredEvent> runFrom(long sequence, List<StoredEvent> newestFirst) {
        List<StoredEvent> ascending = ascending(newestFirst);
        int length = 0;
        while (length < ascending.size() && ascending.get(length).sequence() == sequence + length) {
            length++;
        }
        return ascending.subList(0, length);
    }

    private static long lastOf(List<StoredEvent> run) {
        return run.get(run.size() - 1).sequence();
    }

    private static List<StoredEvent> ascending(List<StoredEvent> newestFirst) {
        List<StoredEvent> ascending = new ArrayList<>(newestFirst);
        Collections.reverse(ascending);
        return ascending;
    }
}
