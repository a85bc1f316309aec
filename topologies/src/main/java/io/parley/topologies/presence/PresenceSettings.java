package io.parley.topologies.presence;

import io.parley.runtime.config.SettingKey;
import io.parley.runtime.config.Settings;

import java.time.Duration;
import java.util.List;

/** Declares the settings that only presence has. */
public final class PresenceSettings {

    static final SettingKey<Duration> LEASE_TIME = SettingKey.duration(
                    "presence.lease-time", "how old a gateway's newest lease may be; a gateway renews it each second")
            .withDefault("3s");
    static final SettingKey<Duration> TICK_INTERVAL = SettingKey.duration(
                    "presence.tick-interval", "how often leases are judged")
            .moreThan("0s")
            .withDefault("1s");
    static final SettingKey<Duration> TICK_GAP = SettingKey.duration(
                    "presence.tick-gap",
                    "how far two judgements may be apart; more is a pause, after which all leases are waited for anew")
            .withDefault("1500ms");

    public static final List<SettingKey<?>> KEYS = SettingKey.declaredBy(PresenceSettings.class);

    private PresenceSettings() {}

    /** @throws IllegalArgumentException naming the key, the value and what was expected */
    public static PresenceConfig read(Settings settings) {
        return new PresenceConfig(settings.get(LEASE_TIME), settings.get(TICK_INTERVAL), settings.get(TICK_GAP));
    }
}
