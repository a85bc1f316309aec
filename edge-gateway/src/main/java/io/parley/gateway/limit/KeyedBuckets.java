package io.parley.gateway.limit;

import io.github.bucket4j.Bucket;

import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Holds one token bucket for each key, such as a user or a network. A bucket outlives the sessions that take from it,
 * until it is full again: who comes back finds what they have left. Bounded. Thread-safe.
 */
final class KeyedBuckets<K> {

    /** The most keys after an eviction; beyond them those with the most tokens left are forgotten first. */
    static final int MOST_KEYS = 100_000;

    private final Optional<Rate> rate;
    private final LongSupplier nanoTime;
    private final Map<K, Bucket> buckets = new ConcurrentHashMap<>();

    /**
     * @param rate of each key; empty: unlimited, and nothing is held
     * @param nanoTime a clock in nanoseconds
     */
    KeyedBuckets(Optional<Rate> rate, LongSupplier nanoTime) {
        this.rate = rate;
        this.nanoTime = nanoTime;
    }

    /**
     * Takes tokens of this key; if there are too few, takes none and returns the time to wait. More than a bucket holds
     * costs a whole bucket.
     */
    Optional<Duration> take(K key, long tokens) {
        if (rate.isEmpty() || tokens == 0) {
            return Optional.empty();
        }
        return Buckets.take(bucket(key), Math.min(tokens, rate.get().most()));
    }

    /** Puts back what {@link #take} took. */
    void giveBack(K key, long tokens) {
        if (rate.isPresent() && tokens > 0) {
            bucket(key).addTokens(Math.min(tokens, rate.get().most()));
        }
    }

    /** Takes tokens that were spent already, if need be on credit: nothing can be taken until it is paid. */
    void charge(K key, long tokens) {
        if (rate.isPresent() && tokens > 0) {
            bucket(key).consumeIgnoringRateLimits(Math.min(tokens, rate.get().most()));
        }
    }

    /** Whether this key has less than one token left. */
    boolean isEmpty(K key) {
        Bucket bucket = buckets.get(key);
        return bucket != null && bucket.getAvailableTokens() < 1;
    }

    /** Forgets the keys whose bucket is full, and others beyond the bound. To be called periodically. */
    void evictIdle() {
        rate.ifPresent(each -> buckets.values().removeIf(bucket -> bucket.getAvailableTokens() >= each.most()));
        if (buckets.size() > MOST_KEYS) {
            buckets.entrySet().stream()
                    .map(entry -> Map.entry(entry.getKey(), entry.getValue().getAvailableTokens()))
                    .sorted(Map.Entry.<K, Long>comparingByValue(Comparator.reverseOrder()))
                    .limit(buckets.size() - MOST_KEYS)
                    .forEach(entry -> buckets.remove(entry.getKey()));
        }
    }

    /** The number of keys with a bucket. */
    int size() {
        return buckets.size();
    }

    private Bucket bucket(K key) {
        Bucket known = buckets.get(key);
        return known != null
                ? known
                : buckets.computeIfAbsent(key, first -> Buckets.shared(rate.orElseThrow(), nanoTime));
    }
}
