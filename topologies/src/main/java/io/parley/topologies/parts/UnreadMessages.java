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
 * end of the previous one, the first from the read mark, and its length ({@link RunReader}, {@link RunWriter}). Such a
 * row is read and written for every recipient of every message, and decoding it into numbers would be most of the
 * allocation.
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

    private final long read;
    private final byte[] runs;

    /** @param runs the stored form */
    UnreadMessages(long read, byte[] runs) {
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
        RunReader walk = walk();
        long count = walk.beneath();
        while (count < MOST && walk.next()) {
            count += walk.length();
        }
        return (int) Math.min(MOST, count);
    }

    public boolean isEmpty() {
        return count() == 0;
    }

    /** The sequence of the newest; the read mark if there is none. */
    public long newest() {
        RunReader walk = walk();
        walk.skipAll();
        return walk.end();
    }

    /** Whether there are any up to this sequence. */
    public boolean hasUpTo(long sequence) {
        RunReader walk = walk();
        return walk.beneath() > 0 || (walk.next() && walk.start() <= sequence);
    }

    /** Whether this message is certainly among them. */
    public boolean holds(long sequence) {
        return walk().find(sequence);
    }

    /** Returns these with a newer message. */
    public UnreadMessages with(long sequence) {
        RunReader walk = walk();
        walk.skipAll();
        RunWriter more = new RunWriter(read, runs.length);
        if (walk.count() > 0 && walk.end() == sequence - 1) {
            more.copy(runs, 0, walk.at());
            more.add(walk.start(), walk.length() + 1, walk.before());
        } else {
            more.begin(runs);
            more.add(sequence, 1, walk.end());
            if (walk.count() == MOST_RUNS) {
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
        RunReader walk = walk();
        RunWriter left = new RunWriter(read, runs.length);
        if (!walk.find(sequence)) {
            boolean beneath = walk.beneath() > 0 && sequence > read && sequence < walk.firstStart();
            return beneath ? withOneLessBeneath() : this;
        }
        left.copy(runs, 0, walk.at());
        long end = walk.before();
        if (walk.start() < sequence) {
            left.add(walk.start(), sequence - walk.start(), end);
            end = sequence - 1;
        }
        if (walk.end() > sequence) {
            left.add(sequence + 1, walk.end() - sequence, end);
            end = walk.end();
        }
        if (walk.length() == 1 && walk.count() == 1 && walk.beneath() > 0) {
            // An empty run still marks the end of those beneath it.
            left.add(sequence, 0, end);
            end = sequence - 1;
        }
        UnreadMessages rest = left.rest(runs, walk.afterRun(), walk.end(), end);
        return rest.countRuns() > MOST_RUNS ? rest.withoutOldestRun() : rest;
    }

    private UnreadMessages withOneLessBeneath() {
        RunReader walk = walk();
        RunWriter left = new RunWriter(read, runs.length).beneath(walk.beneath() - 1);
        boolean ends = walk.beneath() == 1 && walk.next() && walk.length() == 0;
        return ends
                ? left.rest(runs, walk.afterRun(), walk.end(), read)
                : left.rest(runs, walk.afterBeneath(), read, read);
    }

    /** Returns those after this sequence, which is not below the read mark. */
    public UnreadMessages after(long sequence) {
        RunReader walk = walk();
        long beneath = Math.max(0, Math.min(walk.beneath(), walk.firstStart() - 1 - sequence));
        while (walk.next()) {
            if (walk.end() > sequence) {
                long start = Math.max(walk.start(), sequence + 1);
                return new RunWriter(sequence, runs.length)
                        .beneath(beneath)
                        .add(start, walk.end() - start + 1, sequence)
                        .rest(runs, walk.afterRun(), walk.end(), walk.end());
            }
        }
        return new RunWriter(sequence, runs.length).beneath(beneath).finished();
    }

    /** Returns these with those of a list that begins where this one ends, or later, after the same read mark. */
    public UnreadMessages with(UnreadMessages newer) {
        if (newer.runs.length == 0 || runs.length == 0) {
            return runs.length == 0 ? newer : this;
        }
        RunReader all = walk();
        all.skipAll();
        RunReader first = newer.walk();
        UnreadMessages both;
        if (first.beneath() == 0 && first.next()) {
            RunWriter joined = new RunWriter(read, runs.length + newer.runs.length);
            joined.begin(runs);
            joined.add(first.start(), first.length(), all.end());
            both = joined.rest(newer.runs, first.afterRun(), first.end(), first.end());
        } else {
            both = new RunWriter(read, newer.runs.length)
                    .beneath(first.beneath() + total())
                    .rest(newer.runs, first.afterBeneath(), read, read);
        }
        while (both.countRuns() > MOST_RUNS) {
            both = both.withoutOldestRun();
        }
        return both;
    }

    /** Starts a walk before the first run. */
    private RunReader walk() {
        return new RunReader(read, runs);
    }

    private long total() {
        RunReader walk = walk();
        long total = walk.beneath();
        while (walk.next()) {
            total += walk.length();
        }
        return total;
    }

    private int countRuns() {
        RunReader walk = walk();
        walk.skipAll();
        return walk.count();
    }

    private UnreadMessages withoutOldestRun() {
        RunReader walk = walk();
        walk.next();
        return new RunWriter(read, runs.length)
                .beneath(walk.beneath() + walk.length())
                .rest(runs, walk.afterRun(), walk.end(), read);
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
        RunReader walk = walk();
        StringBuilder text = new StringBuilder().append(walk.beneath()).append("+[");
        while (walk.next()) {
            text.append(walk.count() == 1 ? "" : ", ").append(walk.start());
            if (walk.length() > 1) {
                text.append('-').append(walk.end());
            }
        }
        return text.append(']').toString();
    }
}
