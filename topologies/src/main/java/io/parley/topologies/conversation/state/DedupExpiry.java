package io.parley.topologies.conversation.state;

import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Drops expired entries: the oldest few with each command, by the log's time alone, so that the changelog too is a
 * function of the input. No decision depends on it, since expired entries are no longer read.
 *
 * <p>Its memory only saves scans over entries that are already dropped. It starts empty with the task.
 */
final class DedupExpiry {

    /** More than the three entries that a reaction adds, the most of any command, so that it catches up. */
    private static final int AT_A_TIME = 4;

    private static final int HALF_DAYS_LOOKED_AT = 1 + StateKeys.HALF_DAYS_BEFORE;

    /** The most by which the log's clock may step back when another broker takes over. */
    private static final Duration CLOCK_STEP = Duration.ofHours(1);

    private final KeyValueStore<byte[], byte[]> store;

    /** No entry is left of this half-day or of an earlier one. */
    private int emptyThrough = -1;

    /** The oldest remaining entry, if known. */
    private byte[] oldest;

    DedupExpiry(KeyValueStore<byte[], byte[]> store) {
        this.store = store;
    }

    /** Notes an entry that was put into the store. */
    void remembered(int halfDay, byte[] key) {
        if (halfDay <= emptyThrough) {
            emptyThrough = halfDay - 1;
        }
        if (oldest != null && Arrays.compareUnsigned(key, oldest) < 0) {
            oldest = key;
        }
    }

    /** Drops up to {@value #AT_A_TIME} entries. */
    void forget(long logTime) {
        int last = StateKeys.halfDay(logTime - CLOCK_STEP.toMillis()) - HALF_DAYS_LOOKED_AT;
        if (last <= emptyThrough) {
            return;
        }
        byte[] from = oldest != null ? oldest : StateKeys.remembered(emptyThrough + 1);
        byte[] to = StateKeys.remembered(last + 1);
        if (Arrays.compareUnsigned(from, to) > 0) {
            return;
        }
        List<byte[]> over = new ArrayList<>(AT_A_TIME);
        try (KeyValueIterator<byte[], byte[]> old = store.range(from, to)) {
            while (old.hasNext() && over.size() < AT_A_TIME) {
                over.add(old.next().key);
            }
            oldest = old.hasNext() ? old.peekNextKey() : null;
        }
        over.forEach(store::delete);
        if (oldest == null) {
            emptyThrough = last;
        }
    }
}
