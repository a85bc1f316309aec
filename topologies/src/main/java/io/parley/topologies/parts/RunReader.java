package io.parley.topologies.parts;

/**
 * Walks over stored runs of sequences, from before the first. Each number takes as few bytes as possible: seven bits in
 * each, the least significant first, and the highest bit marks a continuation.
 */
final class RunReader {

    static final int BITS = 7;
    static final int MORE = 1 << BITS;

    private final long read;
    private final byte[] runs;
    private final long beneath;
    private final int afterBeneath;
    private int at;
    private int afterRun;
    private int count;
    private long before;
    private long start;
    private long length;
    private long end;

    /**
     * @param read the read mark, from which the first run is counted
     * @param runs as {@link RunWriter} has written them; none: empty
     */
    RunReader(long read, byte[] runs) {
        this.read = read;
        this.runs = runs;
        this.before = read;
        this.end = read;
        this.beneath = runs.length == 0 ? 0 : number();
        this.afterBeneath = afterRun;
    }

    /** Moves to the next run; returns false if there is none. */
    boolean next() {
        if (afterRun >= runs.length) {
            return false;
        }
        at = afterRun;
        before = end;
        start = end + number();
        length = number();
        end = start + length - 1;
        count++;
        return true;
    }

    /** Moves to the last run. */
    void skipAll() {
        boolean more = true;
        while (more) {
            more = next();
        }
    }

    /** Moves to the run of this sequence, if there is one. */
    boolean find(long sequence) {
        while (next()) {
            if (sequence <= end) {
                return sequence >= start;
            }
        }
        return false;
    }

    /** Returns the start of the first run, wherever this walk is. */
    long firstStart() {
        RunReader walk = new RunReader(read, runs);
        return walk.next() ? walk.start : Long.MAX_VALUE;
    }

    /** The number of messages beneath the runs. */
    long beneath() {
        return beneath;
    }

    /** The position of the first run. */
    int afterBeneath() {
        return afterBeneath;
    }

    /** The position of the run. */
    int at() {
        return at;
    }

    /** The position of the next run. */
    int afterRun() {
        return afterRun;
    }

    /** The number of runs so far. */
    int count() {
        return count;
    }

    /** The end of the run before, or the read mark. */
    long before() {
        return before;
    }

    /** The first sequence of the run. */
    long start() {
        return start;
    }

    /** The number of its sequences. */
    long length() {
        return length;
    }

    /** The last sequence of the run; the read mark before the first. */
    long end() {
        return end;
    }

    /** Reads the number at a position, and moves there. */
    long numberAt(int position) {
        afterRun = position;
        return number();
    }

    private long number() {
        long number = 0;
        int shift = 0;
        byte one;
        do {
            one = runs[afterRun++];
            number |= (long) (one & (MORE - 1)) << shift;
            shift += BITS;
        } while (one < 0);
        return number;
    }
}
