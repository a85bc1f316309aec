package io.parley.topologies.notify;

import io.parley.avro.TextMode;
import io.parley.runtime.config.SettingKey;
import io.parley.runtime.config.Settings;
import io.parley.topologies.notify.device.Breaker;

import java.time.Duration;
import java.util.List;

/** Declares the settings that only notify has. */
public final class NotifySettings {

    static final SettingKey<Duration> PACE = SettingKey.duration(
                    "notify.pace",
                    "the least time between two notifications of one conversation to one user; the newest wins; 0s: each"
                            + " is sent")
            .between("0s", "1h")
            .withDefault("5s");
    static final SettingKey<Duration> ALARM_AGE = SettingKey.duration(
                    "notify.alarm-age", "a message that is older makes no sound, as after an outage")
            .atLeast("0s")
            .withDefault("1h");
    static final SettingKey<Duration> TIME_TO_LIVE = SettingKey.duration(
                    "notify.time-to-live",
                    "how long a notification may wait for a device that is off; providers keep none longer")
            .between("1m", "28d")
            .withDefault("28d");
    static final SettingKey<Integer> DEVICES = SettingKey.integer(
                    "notify.devices", "devices of a user that get notifications: those that registered last")
            .between("1", "100")
            .withDefault("20");
    static final SettingKey<TextMode> TEXT = SettingKey.oneOf(
                    TextMode.class,
                    "notify.text",
                    "the most that a notification shows: all of it, the sender alone, or that there is a message; a device"
                            + " may ask for less")
            .withDefault("full");
    static final SettingKey<Integer> BAD_TOKENS = SettingKey.integer(
                    "notify.bad-tokens",
                    "so many tokens that a provider doesn't know, within a minute and a partition of users, are our own"
                            + " mistake and kept, if they are also more than notify.bad-tokens-percent")
            .atLeast("1")
            .withDefault("10");
    static final SettingKey<Integer> BAD_TOKENS_PERCENT = SettingKey.integer(
                    "notify.bad-tokens-percent", "the share of such tokens among a provider's answers")
            .between("0", "100")
            .withDefault("5");

    public static final List<SettingKey<?>> KEYS = SettingKey.declaredBy(NotifySettings.class);

    private NotifySettings() {}

    /** @throws IllegalArgumentException naming the key, the value and what was expected */
    public static NotifyConfig read(Settings settings) {
        return new NotifyConfig(
                settings.get(PACE),
                settings.get(ALARM_AGE),
                settings.get(TIME_TO_LIVE),
                settings.get(DEVICES),
                settings.get(TEXT),
                new Breaker.Limit(settings.get(BAD_TOKENS), settings.get(BAD_TOKENS_PERCENT)));
    }
}
