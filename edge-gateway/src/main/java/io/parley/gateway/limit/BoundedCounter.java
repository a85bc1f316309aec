package io.parley.gateway.limit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts by key, each up to a bound; keeps no entry for a count of zero. Thread-safe. */
final class BoundedCounter<K> {

    private final Map<K, Integer> counts = new ConcurrentHashMap<>();
    private final int most;

    /** @param most of each key; 0: unbounded, and not counted */
    BoundedCounter(int most) {
        this.most = most;
    }

    /** Adds one; false, and unchanged, at the bound. */
    boolean increment(K key) {
        if (most == 0) {
            return true;
        }
        boolean[] added = new boolean[1];
        counts.compute(key, (same, count) -> {
            int before = count == null ? 0 : count;
            added[0] = before < most;
            return added[0] ? Integer.valueOf(before + 1) : count;
        });
        return added[0];
    }

    void decrement(K key) {
        counts.computeIfPresent(key, (same, count) -> count > 1 ? count - 1 : null);
    }

    /** The count of this key. */
    int count(K key) {
        return counts.getOrDefault(key, 0);
    }

    /** The number of keys with a count. */
    int size() {
        return counts.size();
    }
}
