package io.parley.connectors.cassandra;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Tracks how far a partition is written: records begin in order and end in any order; the committable offset is the one
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

        /** Whether the partition was revoked, so that the record needn't be written. */
        boolean isAbandoned() {
            return PartitionProgress.this.isClosed();
        }
    }

    /** Whether a record hasn't begun yet: false for a redelivered one. */
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
     * Returns the committable offset.
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
