package io.parley.topologies.presence;

import java.time.Duration;

/**
 * The configuration of presence. The defaults keep the time from a gateway's death to "offline" under 5 s: at most the
 * lease time and one tick until the verdict, and the rest until the users are reached.
 *
 * @param leaseTime the greatest age of a gateway's newest lease, by the log's clock; gateways renew it each second
 * @param tickInterval the interval of the judge's ticks, on which it decides
 * @param tickGap the greatest distance of two ticks, by the log's clock, before the judge assumes a pause and waits for
 *     a whole lease time of ticks again
 */
public record PresenceConfig(Duration leaseTime, Duration tickInterval, Duration tickGap) {

    /** @throws IllegalArgumentException naming the key, the value and what was expected */
    public PresenceConfig {
        if (tickGap.compareTo(tickInterval) <= 0) {
            throw new IllegalArgumentException(PresenceSettings.TICK_GAP.name() + ": " + tickGap + " (expected: > "
                    + PresenceSettings.TICK_INTERVAL.name() + ", which is " + tickInterval + ")");
        }
        if (leaseTime.compareTo(tickGap) <= 0) {
            throw new IllegalArgumentException(PresenceSettings.LEASE_TIME.name() + ": " + leaseTime + " (expected: > "
                    + PresenceSettings.TICK_GAP.name() + ", which is " + tickGap + ")");
        }
    }

    /** Returns the defaults: leases of 3 s, a tick each second. */
    public static PresenceConfig standard() {
        return new PresenceConfig(Duration.ofSeconds(3), Duration.ofSeconds(1), Duration.ofMillis(1_500));
    }
}
