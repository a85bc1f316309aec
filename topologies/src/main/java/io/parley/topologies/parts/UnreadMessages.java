package io.parley.topologies.parts;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The sequences of undeleted messages after a read mark, ascending. Immutable.
 *
 * <p>Stored as runs of consecutive sequences, so that thousands of unread messages take a few bytes, a deletion finds
 * its message among any number of later ones, and the count is exact for every position of the mark. At most
 * {@value #MOST_RUNS} runs are kept: of the messages beneath them only the number is known. After a mark moves in
 * there, as many are counted as fit between it and the runs: perhaps more than there are, never fewer. That shows only
 * where deletions have left fewer than {@value #MOST} in the runs, and until the mark moves on.
 *
 * <p>Kept in memory in the stored form: nothing, or the number beneath the runs, and for each run its distance from the
 * end of the previous one, the first from the read mark, and its length. Each number takes as few bytes as possible
 * (seven bits in each, the least significant first, the highest bit marks a continuation). Such a row is read and
 * written for every recipient of every message, and decoding it into numbers would be most of the allocation.
 *
 * <pre>
 *  read 3, unread 4 5 6 9      0 beneath, (1, 3) (3, 1)
 *  5 is deleted                0 beneath, (1, 1) (2, 1) (3, 1)
 * </pre>
 */
public final class UnreadMessages {

    /** The largest exact count; a count of this means "or more". */
    public static final int MOST = 100;

    public static final int MOST_RUNS = 128;

    private static final byte[] NOTHING = {};
    private static final int LONGEST = 10;
    private static final int BITS = 7;
    private static final int MORE = 1 << BITS;

    private final long read;
    private final byte[] runs;

    private UnreadMessages(long read, byte[] runs) {
        this.read = read;
        this.runs = runs;
    }

    /** @param read the read mark */
    public static UnreadMessages none(long read) {
        return new UnreadMessages(read, NOTHING);
    }

    /**
     * @param read the read mark
     * @param runs the result of {@link #runs}
     */
    public static UnreadMessages of(long read, ByteBuffer runs) {
        byte[] copy = new byte[runs.remaining()];
        runs.get(runs.position(), copy);
        return new UnreadMessages(read, copy);
    }

    /** The stored form; not to be changed. */
    public ByteBuffer runs() {
        return ByteBuffer.wrap(runs);
    }

    /** The count, {@value #MOST} for more. */
    public int count() {
        Walk walk = new Walk();
        long count = walk.beneath;
        while (count < MOST && walk.next()) {
            count += walk.length;
        }
        return (int) Math.min(MOST, count);
    }

    public boolean isEmpty() {
        return count() == 0;
    }

    /** The sequence of the newest; the read mark if there is none. */
    public long newest() {
        Walk walk = new Walk();
        walk.skipAll();
        return walk.end;
    }

    /** Whether there are any up to this sequence. */
    public boolean hasUpTo(long sequence) {
        Walk walk = new Walk();
        return walk.beneath > 0 || (walk.next() && walk.start <= sequence);
    }

    /** Whether this message is certainly among them. */
    public boolean holds(long sequence) {
        return new Walk().find(sequence);
    }

    /** Returns these with a newer message. */
    public UnreadMessages with(long sequence) {
        Walk walk = new Walk();
        walk.skipAll();
        Runs more = new Runs(read, runs.length);
        if (walk.count > 0 && walk.end == sequence - 1) {
            more.copy(runs, 0, walk.at);
            more.add(walk.start, walk.length + 1, walk.before);
        } else {
            more.begin(runs);
            more.add(sequence, 1, walk.end);
            if (walk.count == MOST_RUNS) {
                return more.finished().withoutOldestRun();
            }
        }
        return more.finished();
    }

    /**
     * Returns these without a deleted message. Call it once for each message: for those beneath the runs it isn't known
     * which are already deleted.
     */
    public UnreadMessages without(long sequence) {
        Walk walk = new Walk();
        Runs left = new Runs(read, runs.length);
        if (!walk.find(sequence)) {
            boolean beneath = walk.beneath > 0 && sequence > read && sequence < walk.firstStart();
            return beneath ? withOneLessBeneath() : this;
        }
        left.copy(runs, 0, walk.at);
        long end = walk.before;
        if (walk.start < sequence) {
            left.add(walk.start, sequence - walk.start, end);
            end = sequence - 1;
        }
        if (walk.end > sequence) {
            left.add(sequence + 1, walk.end - sequence, end);
            end = walk.end;
        }
        if (walk.length == 1 && walk.count == 1 && walk.beneath > 0) {
            // An empty run still marks the end of those beneath it.
            left.add(sequence, 0, end);
            end = sequence - 1;
        }
        UnreadMessages rest = left.rest(runs, walk.afterRun, walk.end, end);
        return rest.countRuns() > MOST_RUNS ? rest.withoutOldestRun() : rest;
    }

    private UnreadMessages withOneLessBeneath() {
        Walk walk = new Walk();
        Runs left = new Runs(read, runs.length).beneath(walk.beneath - 1);
        boolean ends = walk.beneath == 1 && walk.next() && walk.length == 0;
        return ends ? left.rest(runs, walk.afterRun, walk.end, read) : left.rest(runs, walk.afterBeneath, read, read);
    }

    /** Returns those after this sequence, which is not below the read mark. */
    public UnreadMessages after(long sequence) {
        Walk walk = new Walk();
        long beneath = Math.max(0, Math.min(walk.beneath, walk.firstStart() - 1 - sequence));
        while (walk.next()) {
            if (walk.end > sequence) {
                long start = Math.max(walk.start, sequence + 1);
                return new Runs(sequence, runs.length)
                        .beneath(beneath)
                        .add(start, walk.end - start + 1, sequence)
                        .rest(runs, walk.afterRun, walk.end, walk.end);
            }
        }
        return new Runs(sequence, runs.length).beneath(beneath).finished();
    }

    /** Returns these with those of a list that begins where this one ends, or later, after the same read mark. */
    public UnreadMessages with(UnreadMessages newer) {
        if (newer.runs.length == 0 || runs.length == 0) {
            return runs.length == 0 ? newer : this;
        }
        Walk all = new Walk();
        all.skipAll();
        Walk first = newer.new Walk();
        UnreadMessages both;
        if (first.beneath == 0 && first.next()) {
            Runs joined = new Runs(read, runs.length + newer.runs.length);
            joined.begin(runs);
            joined.add(first.start, first.length, all.end);
            both = joined.rest(newer.runs, first.afterRun, first.end, first.end);
        } else {
            both = new Runs(read, newer.runs.length)
                    .beneath(first.beneath + total())
                    .rest(newer.runs, first.afterBeneath, read, read);
        }
        while (both.countRuns() > MOST_RUNS) {
            both = both.withoutOldestRun();
        }
        return both;
    }

    private long total() {
        Walk walk = new Walk();
        long total = walk.beneath;
        while (walk.next()) {
            total += walk.length;
        }
        return total;
    }

    private int countRuns() {
        Walk walk = new Walk();
        walk.skipAll();
        return walk.count;
    }

    private UnreadMessages withoutOldestRun() {
        Walk walk = new Walk();
        walk.next();
        return new Runs(read, runs.length)
                .beneath(walk.beneath + walk.length)
                .rest(runs, walk.afterRun, walk.end, read);
    }

    /** Walks over the runs; starts before the first. */
    private final class Walk {

        private final long beneath;
        private final int afterBeneath;
        private int at;
        private int afterRun;
        private int count;
        private long before = read;
        private long start;
        private long length;
        private long end = read;

        Walk() {
            beneath = runs.length == 0 ? 0 : number();
            afterBeneath = afterRun;
        }

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

        long firstStart() {
            Walk walk = new Walk();
            return walk.next() ? walk.start : Long.MAX_VALUE;
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

    /** Writes runs. */
    private static final class Runs {

        private final long read;
        private final byte[] room;
        private int size;

        /** @param like the most bytes that are copied; there is room for two more runs */
        Runs(long read, int like) {
            this.read = read;
            this.room = new byte[like + 6 * LONGEST];
        }

        Runs beneath(long count) {
            write(count);
            return this;
        }

        /** Copies all existing runs. */
        void begin(byte[] runs) {
            if (runs.length == 0) {
                beneath(0);
            }
            copy(runs, 0, runs.length);
        }

        void copy(byte[] runs, int from, int to) {
            System.arraycopy(runs, from, room, size, to - from);
            size += to - from;
        }

        Runs add(long start, long length, long before) {
            write(start - before);
            write(length);
            return this;
        }

        /**
         * Copies the remaining runs.
         *
         * @param was the end from which the first is counted in the source
         * @param end the end from which it is counted here
         */
        UnreadMessages rest(byte[] runs, int from, long was, long end) {
            int at = from;
            if (from < runs.length && was != end) {
                UnreadMessages there = new UnreadMessages(0, runs);
                Walk walk = there.new Walk();
                walk.afterRun = from;
                write(walk.number() + was - end);
                at = walk.afterRun;
            }
            copy(runs, at, runs.length);
            return finished();
        }

        UnreadMessages finished() {
            // A single byte is the number beneath the runs: 0 means empty.
            boolean nothing = size == 0 || (size == 1 && room[0] == 0);
            return new UnreadMessages(read, nothing ? NOTHING : Arrays.copyOf(room, size));
        }

        private void write(long number) {
            long left = number;
            while (left >= MORE) {
                room[size++] = (byte) (left | MORE);
                left >>>= BITS;
            }
            room[size++] = (byte) left;
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UnreadMessages that && read == that.read && Arrays.equals(runs, that.runs);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(read) + Arrays.hashCode(runs);
    }

    /** {@code 3+[4-6, 9]}: three beneath, then two runs. */
    @Override
    public String toString() {
        Walk walk = new Walk();
        StringBuilder text = new StringBuilder().append(walk.beneath).append("+[");
        while (walk.next()) {
            text.append(walk.count == 1 ? "" : ", ").append(walk.start);
            if (walk.length > 1) {
                text.append('-').append(walk.end);
            }
        }
        return text.append(']').toString();
    }
}
