package io.parley.bench.check;

import java.util.BitSet;

/**
 * Checks the events of one conversation at one session. Sequences start at 1; earlier ones than the session's first
 * don't count. Not safe for several threads.
 */
public final class SequenceCheck {

    /** All sequences below it have arrived. */
    private long next;

    /**
     * Sequences that arrived ahead of {@link #next}, by the distance to {@link #aheadBase}; null as long as all arrive
     * in order.
     */
    private BitSet ahead;

    private long aheadBase;
    private long highest;
    private long repeats;
    private long outOfOrder;

    /** @param first the first sequence that the session should get */
    public SequenceCheck(long first) {
        this.next = first;
        this.highest = first - 1;
    }

    /**
     * Adds an event.
     *
     * @return whether it is new, so that a client would show it
     */
    public boolean accept(long sequence) {
        // It fills a gap: a later event arrived before it.
        boolean late = sequence < highest;
        boolean fresh = fill(sequence);
        if (fresh && late) {
            outOfOrder++;
        }
        return fresh;
    }

    /**
     * Adds an event from history, read after a reconnect: it may arrive after later ones.
     *
     * @return whether it is new
     */
    public boolean fill(long sequence) {
        if (sequence < next || isAhead(sequence)) {
            repeats++;
            return false;
        }
        highest = Math.max(highest, sequence);
        if (sequence == next) {
            next++;
            closeGap();
        } else {
            keepAhead(sequence);
        }
        return true;
    }

    /** Skips all sequences up to this one: the session joins the conversation after it. */
    public void startAfter(long sequence) {
        if (sequence >= next) {
            next = sequence + 1;
            highest = Math.max(highest, sequence);
            closeGap();
        }
    }

    /** The highest sequence that has arrived. */
    public long highest() {
        return highest;
    }

    /** The sequence up to which all have arrived. */
    public long contiguous() {
        return next - 1;
    }

    /** The number of missing sequences up to {@code last}. */
    public long missing(long last) {
        if (last < next) {
            return 0;
        }
        long came = ahead == null
                ? 0
                : ahead.get(0, (int) Math.max(0, last + 1 - aheadBase)).cardinality();
        return last - next + 1 - came;
    }

    /** Sequences that arrived again. Delivery is at least once, so this is no fault, only a cost. */
    public long repeats() {
        return repeats;
    }

    /** Sequences that first arrived after a higher one. */
    public long outOfOrder() {
        return outOfOrder;
    }

    private boolean isAhead(long sequence) {
        return ahead != null && ahead.get((int) (sequence - aheadBase));
    }

    private void keepAhead(long sequence) {
        if (ahead == null) {
            ahead = new BitSet();
            aheadBase = next;
        }
        ahead.set((int) (sequence - aheadBase));
    }

    private void closeGap() {
        if (ahead == null) {
            return;
        }
        while (ahead.get((int) (next - aheadBase))) {
            next++;
        }
        ahead.clear(0, (int) (next - aheadBase));
        if (ahead.isEmpty()) {
            ahead = null;
        }
    }
}
