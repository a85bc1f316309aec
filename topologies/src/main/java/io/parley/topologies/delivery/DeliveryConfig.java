package io.parley.topologies.delivery;

import java.time.Duration;

/**
 * What delivery is configured with.
 *
 * @param keepLeft how long those who left a conversation are remembered, by the log's clock: longer than any replay
 *     after a crash reaches back
 * @param cachedMembers how many members the rosters that a task keeps decoded in memory may have in all; a roster
 *     that isn't there is read from its store
 * @param swallowedWindow what came this long before a user's last session broke off, by the log's clock, may never have
 *     arrived and is pushed: longer than a gateway takes to notice; zero: nothing is
 * @param recentMessages of how many messages a task keeps the texts in memory, for such pushes; a message that isn't
 *     there is pushed without its text
 */
public record DeliveryConfig(Duration keepLeft, int cachedMembers, Duration swallowedWindow, int recentMessages) {

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
        if (swallowedWindow.isNegative()) {
            throw new IllegalArgumentException(
                    DeliverySettings.SWALLOWED_WINDOW.name() + ": " + swallowedWindow + " (expected: >= 0)");
        }
        if (recentMessages < 0) {
            throw new IllegalArgumentException(
                    DeliverySettings.RECENT_MESSAGES.name() + ": " + recentMessages + " (expected: >= 0)");
        }
    }

    /** A day, 20 seconds, and some megabytes of rosters and texts. */
    public static DeliveryConfig standard() {
        return new DeliveryConfig(Duration.ofDays(1), 10_000, Duration.ofSeconds(20), 20_000);
    }
}
