package io.parley.topologies.presence;

import java.time.Duration;

/**
 * What presence is configured with. The defaults keep the way from a gateway's death to "offline" under 5 s: at most the
 * lease time and one tick until the verdict, and the rest for its way to the users.
 *
 * @param leaseTime how old a gateway's newest lease may be, by the log's clock; gateways renew it each second
 * @param tickInterval how often the judge writes a sign of life, on which it then decides
 * @param tickGap how far two ticks may be apart, by the log's clock, before the judge takes it for a pause and waits for
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

    /** Leases of 3 s, a judgement each second. */
    public static PresenceConfig standard() {
        return new PresenceConfig(Duration.ofSeconds(3), Duration.ofSeconds(1), Duration.ofMillis(1_500));
    }
}
