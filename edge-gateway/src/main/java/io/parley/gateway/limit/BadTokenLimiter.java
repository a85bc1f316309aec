package io.parley.gateway.limit;

import io.github.bucket4j.Bucket;

import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Limits the rate of bad tokens per address; valid tokens cost nothing. Keeps no entry for an address whose bucket is
 * full. Thread-safe.
 */
public final class BadTokenLimiter {

    private final int perSecond;
    private final LongSupplier nanoTime;
    private final Map<InetAddress, Bucket> addresses = new ConcurrentHashMap<>();

    /**
     * @param perSecond from each address; 0: unlimited
     * @param nanoTime a clock in nanoseconds
     */
    public BadTokenLimiter(int perSecond, LongSupplier nanoTime) {
        this.perSecond = perSecond;
        this.nanoTime = nanoTime;
    }

    /** Whether there is a limit at all. */
    public boolean isLimited() {
        return perSecond > 0;
    }

    /** Whether this address has used up its rate, so that no further token of it is verified now. */
    public boolean isExceededBy(InetAddress address) {
        Bucket bucket = addresses.get(address);
        return bucket != null && bucket.getAvailableTokens() < 1;
    }

    /** Counts a bad token from this address. */
    public void count(InetAddress address) {
        if (isLimited()) {
            addresses
                    .computeIfAbsent(address, first -> Buckets.shared(perSecond, perSecond, nanoTime))
                    .tryConsume(1);
        }
    }

    /** Drops the addresses whose bucket is full. To be called periodically. */
    public void evictIdle() {
        addresses.values().removeIf(bucket -> bucket.getAvailableTokens() >= perSecond);
    }

    /** The number of addresses with a bucket. */
    int size() {
        return addresses.size();
    }
}
