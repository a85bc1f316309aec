package io.parley.bench.check;

import java.util.BitSet;

/**
 * What one session got of one conversation. Sequences start at 1; what was said before the session was there doesn't
 * count. Not safe for several threads.
 */
public final class SequenceCheck {

    /** Everything up to and without it has come. */
    private long next;

    /** What came ahead of {@link #next}, by the distance to {@link #aheadBase}; null as long as all comes in order. */
    private BitSet ahead;

    private long aheadBase;
    private long highest;
    private long repeats;
    private long outOfOrder;

    /** @param first the first sequence that the session is to get */
    public SequenceCheck(long first) {
        this.next = first;
        this.highest = first - 1;
    }

    /**
     * Takes an event in.
     *
     * @return whether it is the first time, so that a client would show it
     */
    public boolean accept(long sequence) {
        // It fills a gap: what came before it should have come after.
        boolean late = sequence < highest;
        boolean fresh = fill(sequence);
        if (fresh && late) {
            outOfOrder++;
        }
        return fresh;
    }

    /**
     * Takes an event in that was asked for, as history after a reconnect: it may come after later ones.
     *
     * @return whether it is the first time
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

    /** Nothing up to this sequence is waited for: the session joins the conversation after it. */
    public void startAfter(long sequence) {
        if (sequence >= next) {
            next = sequence + 1;
            highest = Math.max(highest, sequence);
            closeGap();
        }
    }

    /** The highest sequence that has come. */
    public long highest() {
        return highest;
    }

    /** Everything up to this sequence has come. */
    public long contiguous() {
        return next - 1;
    }

    /** How many of the sequences up to {@code last} have not come. */
    public long missing(long last) {
        if (last < next) {
            return 0;
        }
        long came = ahead == null
                ? 0
                : ahead.get(0, (int) Math.max(0, last + 1 - aheadBase)).cardinality();
        return last - next + 1 - came;
    }

    /** Sequences that came again. At least once is what was promised: this is no fault, it is what it costs. */
    public long repeats() {
        return repeats;
    }

    /** Sequences that came for the first time after a higher one. */
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
