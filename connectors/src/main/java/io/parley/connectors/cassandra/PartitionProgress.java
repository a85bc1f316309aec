package io.parley.connectors.cassandra;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How far a partition is written: records are begun in order and end in any, and what may be committed is the offset
 * below which all have ended. Safe for many threads.
 *
 * <pre>
 *  begun 4 5 6 7, ended 5 7      committable 4
 *  then ended 4                  committable 6
 *  then ended 6                  committable 8
 * </pre>
 */
final class PartitionProgress {

    private final Deque<Begun> underWay = new ArrayDeque<>();
    private long next = Long.MIN_VALUE;
    private boolean closed;

    /** A record that was begun. */
    final class Begun {

        private final long offset;
        private boolean ended;

        private Begun(long offset) {
            this.offset = offset;
        }

        void end() {
            PartitionProgress.this.end(this);
        }

        /** Whether the partition is somebody else's by now, so that the record needn't be gone on with. */
        boolean isAbandoned() {
            return PartitionProgress.this.isClosed();
        }
    }

    /** Whether a record hasn't been begun yet: false for one that is delivered again. */
    synchronized boolean isNew(long offset) {
        return offset >= next;
    }

    synchronized Begun begin(long offset) {
        Begun begun = new Begun(offset);
        underWay.add(begun);
        next = offset + 1;
        return begun;
    }

    /**
     * The offset that may be committed.
     *
     * @param delivered the offset up to which records were handed over; never exceeded
     */
    synchronized long committable(long delivered) {
        return underWay.isEmpty() ? delivered : Math.min(delivered, underWay.peek().offset);
    }

    synchronized void close() {
        closed = true;
        underWay.clear();
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private synchronized void end(Begun begun) {
        begun.ended = true;
        while (!underWay.isEmpty() && underWay.peek().ended) {
            underWay.remove();
        }
    }
}
