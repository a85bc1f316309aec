package io.parley.gateway.limit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts by key, each up to a bound; keeps nothing of a key whose count is zero. Safe for many threads. */
final class Tally<K> {

    private final Map<K, Integer> counts = new ConcurrentHashMap<>();
    private final int most;

    /** @param most of each key; 0: no bound, and nothing is counted */
    Tally(int most) {
        this.most = most;
    }

    /** Counts one more; false when there are as many as there may be. */
    boolean take(K key) {
        if (most == 0) {
            return true;
        }
        boolean[] taken = new boolean[1];
        counts.compute(key, (same, count) -> {
            int before = count == null ? 0 : count;
            taken[0] = before < most;
            return taken[0] ? Integer.valueOf(before + 1) : count;
        });
        return taken[0];
    }

    void giveBack(K key) {
        counts.computeIfPresent(key, (same, count) -> count > 1 ? count - 1 : null);
    }

    /** What was counted of this key. */
    int count(K key) {
        return counts.getOrDefault(key, 0);
    }

    /** How many keys have a count. */
    int size() {
        return counts.size();
    }
}
