package io.parley.connectors.redis;

import io.parley.connectors.sink.SinkSettings;
import io.parley.runtime.config.SettingKey;
import io.parley.runtime.config.Settings;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Defines the keys of the Redis sink, and reads its config from them. */
public final class RedisSettings {

    public static final SettingKey<URI> URL = SettingKey.uri(
                    "redis.url", "where Redis is: redis://[user:password@]host:port[/database], rediss:// with TLS")
            .checked(RedisSettings::isRedis, "redis://host:port or rediss://host:port")
            .secret();
    public static final SettingKey<String> PREFIX = SettingKey.text(
                    "redis.prefix", "what the name of every key begins with")
            .matching("[A-Za-z0-9._:-]{0,64}", "up to 64 of A-Z a-z 0-9 . _ : -")
            .withDefault("");
    public static final SettingKey<Integer> SHARDS = SettingKey.integer(
                    "redis.shards", "over how many hashes connections and online are spread, fixed for the view's life")
            .between("1", "65536")
            .withDefault("1024");
    public static final SettingKey<Duration> LEASE_TIME = SettingKey.duration(
                    "redis.lease-time", "how long a gateway's key lives without a lease; that of the presence topology")
            .moreThan("0s")
            .withDefault("3s");
    public static final SettingKey<Duration> TIMEOUT = SettingKey.duration(
                    "redis.timeout", "how long connecting and each answer may take")
            .moreThan("0s")
            .withDefault("2s");

    /** All of the above. */
    public static final List<SettingKey<?>> KEYS = SettingKey.declaredBy(RedisSettings.class);

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

    private static boolean isRedis(URI uri) {
        return uri.getScheme() != null && uri.getScheme().matches("rediss?") && uri.getHost() != null;
    }
}
