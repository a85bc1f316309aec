package io.parley.topologies.delivery;

import io.parley.schemas.config.SettingKey;

import java.time.Duration;

/**
 * What delivery is configured with.
 *
 * @param keepLeft how long those who left a conversation are remembered, by the log's clock: longer than any replay
 *     after a crash reaches back
 * @param cachedMembers how many members the rosters that a task keeps decoded in memory may have in all; a roster
 *     that isn't there is read from its store
 * @param cachedInterests the same for the sessions that have conversations open
 * @param largeGroupThreshold a group with more members than this is large from then on, however few they are later
 * @param largeGroupHintInterval how often at most the members of a large group are told of its new head
 * @param swallowedWindow what came this long before a user's last session broke off, by the log's clock, may never have
 *     arrived and is pushed: longer than a gateway takes to notice; zero: nothing is
 * @param recentMessages of how many messages a task keeps the texts in memory, for such pushes; a message that isn't
 *     there is pushed without its text
 */
public record DeliveryConfig(
        Duration keepLeft,
        int cachedMembers,
        int cachedInterests,
        int largeGroupThreshold,
        Duration largeGroupHintInterval,
        Duration swallowedWindow,
        int recentMessages) {

    /** @throws IllegalArgumentException naming the key, the value and what was expected */
    public DeliveryConfig {
        requirePositive(DeliverySettings.KEEP_LEFT, keepLeft);
        requireAtLeast(DeliverySettings.CACHED_MEMBERS, cachedMembers, 0);
        requireAtLeast(DeliverySettings.CACHED_INTERESTS, cachedInterests, 0);
        // Two are a direct conversation, which is never large.
        requireAtLeast(DeliverySettings.LARGE_GROUP_THRESHOLD, largeGroupThreshold, 2);
        requirePositive(DeliverySettings.LARGE_GROUP_HINT_INTERVAL, largeGroupHintInterval);
        if (swallowedWindow.isNegative()) {
            throw new IllegalArgumentException(
                    DeliverySettings.SWALLOWED_WINDOW.name() + ": " + swallowedWindow + " (expected: >= 0)");
        }
        requireAtLeast(DeliverySettings.RECENT_MESSAGES, recentMessages, 0);
    }

    /** A day, 20 seconds, some megabytes of rosters, interests and texts, and large groups as the client protocol says. */
    public static DeliveryConfig standard() {
        return new DeliveryConfig(
                Duration.ofDays(1), 10_000, 10_000, 100, Duration.ofSeconds(10), Duration.ofSeconds(20), 20_000);
    }

    private static void requirePositive(SettingKey<?> key, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(key.name() + ": " + value + " (expected: > 0)");
        }
    }

    private static void requireAtLeast(SettingKey<?> key, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(key.name() + ": " + value + " (expected: >= " + least + ")");
        }
    }
}
