package io.parley.topologies.delivery;

import java.time.Duration;

/**
 * What delivery is configured with.
 *
 * @param keepLeft how long those who left a conversation are remembered, by the log's clock: longer than any replay
 *     after a crash reaches back
 * @param cachedMembers how many members the rosters that a task keeps decoded in memory may have in all; a roster
 *     that isn't there is read from its store
 */
public record DeliveryConfig(Duration keepLeft, int cachedMembers) {

    /** @throws IllegalArgumentException naming the key, the value and what was expected */
    public DeliveryConfig {
        if (keepLeft.isNegative() || keepLeft.isZero()) {
            throw new IllegalArgumentException(
                    DeliverySettings.KEEP_LEFT.name() + ": " + keepLeft + " (expected: > 0)");
        }
        if (cachedMembers < 0) {
            throw new IllegalArgumentException(
                    DeliverySettings.CACHED_MEMBERS.name() + ": " + cachedMembers + " (expected: >= 0)");
        }
    }

    /** A day, and some megabytes of rosters. */
    public static DeliveryConfig standard() {
        return new DeliveryConfig(Duration.ofDays(1), 10_000);
    }
}
