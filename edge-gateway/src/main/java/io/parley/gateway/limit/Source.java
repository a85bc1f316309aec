package io.parley.gateway.limit;

import java.time.Duration;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * Draws the cost of work from one budget.
 *
 * @param key whose budget it is
 * @param cost of the work, in this budget's tokens
 */
record Source<K>(Shortage.Of of, KeyedBuckets<K> buckets, K key, ToLongFunction<Work> cost) {

    /** Takes the cost; if there is too little, takes nothing and returns the time to wait. */
    Optional<Duration> take(Work work) {
        return buckets.take(key, cost.applyAsLong(work));
    }

    void giveBack(Work work) {
        buckets.giveBack(key, cost.applyAsLong(work));
    }

    void charge(Work work) {
        buckets.charge(key, cost.applyAsLong(work));
    }
}
