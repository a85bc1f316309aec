package io.parley.topologies.conversation.state;

import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Drops what was remembered and is past its time: the oldest few with each command, by the log's time alone, so that the
 * changelog too is a function of the input. No decision depends on it, since what it drops is no longer looked at.
 *
 * <p>What it keeps in memory only says where not to look again: a scan would otherwise walk over all that it has dropped
 * before. It begins anew with the task.
 */
final class DedupExpiry {

    /** More than the three that a reaction adds, which is the most, so that it catches up. */
    private static final int AT_A_TIME = 4;

    private static final int HALF_DAYS_LOOKED_AT = 1 + StateKeys.HALF_DAYS_BEFORE;

    /** The log's clock may step back when a broker takes over from another; by less than this. */
    private static final Duration CLOCK_STEP = Duration.ofHours(1);

    private final KeyValueStore<byte[], byte[]> store;

    /** Nothing is left of this half-day or of any before it. */
    private int emptyThrough = -1;

    /** The oldest that is left, where it is known. */
    private byte[] oldest;

    DedupExpiry(KeyValueStore<byte[], byte[]> store) {
        this.store = store;
    }

    /** Takes note of what was put into the store. */
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
