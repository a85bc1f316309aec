package io.parley.topologies.delivery;

import io.parley.schemas.config.SettingKey;
import io.parley.schemas.config.Settings;

import java.time.Duration;
import java.util.List;

/** The settings that only delivery has. */
public final class DeliverySettings {

    static final SettingKey<Duration> KEEP_LEFT = SettingKey.duration(
                    "delivery.keep-left", "how long those who left a conversation are remembered, for replays")
            .withDefault("1d");
    static final SettingKey<Integer> CACHED_MEMBERS = SettingKey.integer(
                    "delivery.cached-members",
                    "members of the rosters that one task keeps decoded in memory, in all; 0: none")
            .withDefault("10000");
    static final SettingKey<Duration> SWALLOWED_WINDOW = SettingKey.duration(
                    "delivery.swallowed-window",
                    "what came this long before a user's last session broke off is pushed, unless it was read; longer than"
                            + " gateway.idle-timeout; 0s: nothing is")
            .withDefault("20s");
    static final SettingKey<Integer> RECENT_MESSAGES = SettingKey.integer(
                    "delivery.recent-messages",
                    "messages whose texts one task keeps in memory for pushes when a session breaks off; others are pushed"
                            + " without text; 0: none")
            .withDefault("20000");

    static final SettingKey<Integer> CACHED_INTERESTS = SettingKey.integer(
                    "delivery.cached-interests",
                    "sessions with an open conversation that one task keeps decoded in memory, in all; 0: none")
            .withDefault("10000");
    static final SettingKey<Integer> LARGE_GROUP_THRESHOLD = SettingKey.integer(
                    "delivery.large-group-threshold",
                    "a group with more members than this is large, and stays so: its events go live only to those who"
                            + " have it open; one that a lower value finds above it is from its next added on")
            .withDefault("100");
    static final SettingKey<Duration> LARGE_GROUP_HINT_INTERVAL = SettingKey.duration(
                    "delivery.large-group-hint-interval",
                    "how often at most the members of a large group are told of its new head")
            .withDefault("10s");

    public static final List<SettingKey<?>> KEYS = List.of(
            KEEP_LEFT,
            CACHED_MEMBERS,
            CACHED_INTERESTS,
            LARGE_GROUP_THRESHOLD,
            LARGE_GROUP_HINT_INTERVAL,
            SWALLOWED_WINDOW,
            RECENT_MESSAGES);

    private DeliverySettings() {}

    /** @throws IllegalArgumentException naming the key, the value and what was expected */
    public static DeliveryConfig read(Settings settings) {
        return new DeliveryConfig(
                settings.get(KEEP_LEFT),
                settings.get(CACHED_MEMBERS),
                settings.get(CACHED_INTERESTS),
                settings.get(LARGE_GROUP_THRESHOLD),
                settings.get(LARGE_GROUP_HINT_INTERVAL),
                settings.get(SWALLOWED_WINDOW),
                settings.get(RECENT_MESSAGES));
    }
}
