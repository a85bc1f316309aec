package io.parley.push.consume;

import org.apache.kafka.clients.consumer.OffsetAndMetadata;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Tracks which records of a partition have ended: they begin in order and end in any. Its memory is that of what is open.
 * Safe for many threads.
 */
final class SentOffsets {

    private final OffsetNote resumed;
    private final Set<Long> open = new LinkedHashSet<>();
    private long next;
    private boolean revoked;

    /** @param resumed what had ended when the partition was taken over */
    SentOffsets(OffsetNote resumed, long position) {
        this.resumed = resumed;
        this.next = position;
    }

    /** Begins a record; returns false if it has ended before. */
    synchronized boolean begin(long offset) {
        next = offset + 1;
        if (resumed.hasEnded(offset)) {
            return false;
        }
        open.add(offset);
        return true;
    }

    synchronized void end(long offset) {
        open.remove(offset);
    }

    /** Returns what to commit: the offset below which all have ended, and a note of those above it. */
    synchronized OffsetAndMetadata committable() {
        if (open.isEmpty() && next >= resumed.next()) {
            return new OffsetAndMetadata(next);
        }
        long committed = open.isEmpty() ? next : open.iterator().next();
        return new OffsetAndMetadata(committed, OffsetNote.encode(committed, end(), all()));
    }

    /** Adds those that the former owner had open further on: still open here, though they haven't begun. */
    private Set<Long> all() {
        Set<Long> all = new LinkedHashSet<>(open);
        resumed.open().stream().filter(offset -> offset >= next).forEach(all::add);
        return all;
    }

    private long end() {
        return Math.max(next, resumed.next());
    }

    synchronized void revoke() {
        revoked = true;
    }

    synchronized boolean isRevoked() {
        return revoked;
    }

    synchronized int open() {
        return open.size();
    }
}
