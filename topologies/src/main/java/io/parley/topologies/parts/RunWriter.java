package io.parley.topologies.parts;

import java.util.Arrays;

/** Writes runs of sequences in the form that {@link RunReader} reads. */
final class RunWriter {

    private static final byte[] NOTHING = {};
    private static final int LONGEST = 10;

    private final long read;
    private final byte[] room;
    private int size;

    /** @param like the most bytes that are copied; there is room for two more runs */
    RunWriter(long read, int like) {
        this.read = read;
        this.room = new byte[like + 6 * LONGEST];
    }

    /** Writes the number of messages beneath the runs, which comes first. */
    RunWriter beneath(long count) {
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

    /** Copies existing runs between two positions. */
    void copy(byte[] runs, int from, int to) {
        System.arraycopy(runs, from, room, size, to - from);
        size += to - from;
    }

    /**
     * Writes a run.
     *
     * @param before the end from which it is counted
     */
    RunWriter add(long start, long length, long before) {
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
            RunReader walk = new RunReader(0, runs);
            write(walk.numberAt(from) + was - end);
            at = walk.afterRun();
        }
        copy(runs, at, runs.length);
        return finished();
    }

    /** Returns the messages with the runs that were written. */
    UnreadMessages finished() {
        // A single byte is the number beneath the runs: 0 means empty.
        boolean nothing = size == 0 || (size == 1 && room[0] == 0);
        return new UnreadMessages(read, nothing ? NOTHING : Arrays.copyOf(room, size));
    }

    private void write(long number) {
        long left = number;
        while (left >= RunReader.MORE) {
            room[size++] = (byte) (left | RunReader.MORE);
            left >>>= RunReader.BITS;
        }
        room[size++] = (byte) left;
    }
}
