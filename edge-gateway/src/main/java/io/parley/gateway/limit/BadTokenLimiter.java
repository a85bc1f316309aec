package io.parley.gateway.limit;

import java.net.InetAddress;
import java.util.function.LongSupplier;

/**
 * Limits the rate of bad tokens per address (IPv6: per /64); valid tokens cost nothing. Keeps no entry for an address
 * whose bucket is full. Thread-safe.
 */
public final class BadTokenLimiter {

    private final boolean limited;
    private final KeyedBuckets<Network> addresses;

    /**
     * @param perSecond from each address; 0: unlimited
     * @param nanoTime a clock in nanoseconds
     */
    public BadTokenLimiter(int perSecond, LongSupplier nanoTime) {
        this.limited = perSecond > 0;
        this.addresses = new KeyedBuckets<>(Rate.perSecond(perSecond, 1), nanoTime);
    }

    /** Whether there is a limit at all. */
    public boolean isLimited() {
        return limited;
    }

    /** Whether this address has used up its rate, so that no further token of it is verified now. */
    public boolean isExceededBy(InetAddress address) {
        return addresses.isEmpty(Network.of(address));
    }

    /** Counts a bad token from this address. */
    public void count(InetAddress address) {
        var unused = addresses.take(Network.of(address), 1);
    }

    /** Drops the addresses whose bucket is full. To be called periodically. */
    public void evictIdle() {
        addresses.evictIdle();
    }

    /** The number of addresses with a bucket. */
    int size() {
        return addresses.size();
    }
}
