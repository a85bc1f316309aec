package io.parley.connectors.redis;

import io.parley.connectors.sink.SinkSettings;
import io.parley.runtime.config.SettingKey;
import io.parley.runtime.config.Settings;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The keys of the Redis sink, and the config that is read from them. */
public final class RedisSettings {

    public static final SettingKey<URI> URL = SettingKey.uri(
                    "redis.url", "where Redis is: redis://[user:password@]host:port[/database], rediss:// with TLS")
            .secret();
    public static final SettingKey<String> PREFIX = SettingKey.text(
                    "redis.prefix", "what the name of every key begins with")
            .withDefault("");
    public static final SettingKey<Integer> SHARDS = SettingKey.integer(
                    "redis.shards", "over how many hashes connections and online are spread, fixed for the view's life")
            .withDefault(Integer.toString(RedisConfig.DEFAULT_SHARDS));
    public static final SettingKey<Duration> LEASE_TIME = SettingKey.duration(
                    "redis.lease-time", "how long a gateway's key lives without a lease; that of the presence topology")
            .withDefault("3s");
    public static final SettingKey<Duration> TIMEOUT = SettingKey.duration(
                    "redis.timeout", "how long connecting and each answer may take")
            .withDefault("2s");

    /** All of the above. */
    public static final List<SettingKey<?>> KEYS = List.of(URL, PREFIX, SHARDS, LEASE_TIME, TIMEOUT);

    static final SinkSettings ALL = new SinkSettings(KEYS);

    private RedisSettings() {}

    /** @throws IllegalArgumentException naming the key, the value and what was expected */
    public static RedisConfig read(Settings settings) {
        return new RedisConfig(
                settings.get(URL),
                settings.find(PREFIX).orElse(""),
                settings.get(SHARDS),
                settings.get(LEASE_TIME),
                settings.get(TIMEOUT));
    }

    /** A config as the settings that make it: for handing it to a connector. */
    public static Map<String, String> write(RedisConfig config) {
        return Map.of(
                URL.name(), config.uri().toString(),
                PREFIX.name(), config.prefix(),
                SHARDS.name(), Integer.toString(config.shards()),
                LEASE_TIME.name(), config.leaseTime().toString(),
                TIMEOUT.name(), config.timeout().toString());
    }
}
