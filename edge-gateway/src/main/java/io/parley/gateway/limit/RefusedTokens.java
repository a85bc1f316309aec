package io.parley.gateway.limit;

import io.github.bucket4j.Bucket;

import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The pace of each address's refused tokens; those that are believed cost it nothing. Keeps nothing of an address that has
 * been calm for a second. Safe for many threads.
 */
public final class RefusedTokens {

    private final int perSecond;
    private final LongSupplier nanoTime;
    private final Map<InetAddress, Bucket> addresses = new ConcurrentHashMap<>();

    /**
     * @param perSecond from each address; 0: any
     * @param nanoTime a clock in nanoseconds
     */
    public RefusedTokens(int perSecond, LongSupplier nanoTime) {
        this.perSecond = perSecond;
        this.nanoTime = nanoTime;
    }

    /** Whether there is a bound at all. */
    public boolean isBounded() {
        return perSecond > 0;
    }

    /** Whether so many came from this address that no further token should be looked at now. */
    public boolean areTooMany(InetAddress address) {
        Bucket bucket = addresses.get(address);
        return bucket != null && bucket.getAvailableTokens() < 1;
    }

    /** A token from this address was refused. */
    public void count(InetAddress address) {
        if (isBounded()) {
            addresses
                    .computeIfAbsent(address, first -> Buckets.shared(perSecond, perSecond, nanoTime))
                    .tryConsume(1);
        }
    }

    /** Forgets those that have been calm; to be called now and then. */
    public void forgetTheCalm() {
        addresses.values().removeIf(bucket -> bucket.getAvailableTokens() >= perSecond);
    }

    /** How many addresses are remembered. */
    int size() {
        return addresses.size();
    }
}
