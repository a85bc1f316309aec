package io.parley.connectors.redis;

import io.parley.connectors.sink.SinkSettings;
import io.parley.runtime.config.SettingKey;
import io.parley.runtime.config.Settings;
import io.parley.runtime.config.TlsKeys;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
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

    public static final SettingKey<String> USERNAME = SettingKey.text(
                    "redis.username", "the user of Redis' access control list; left out: the default user")
            .optional();
    public static final SettingKey<String> PASSWORD = SettingKey.text(
                    "redis.password", "the password of that user; without it, or one in redis.url, nobody logs in")
            .optional()
            .secret();

    private static final TlsKeys TLS = TlsKeys.of("redis.tls", "Redis");

    public static final SettingKey<Path> TLS_TRUSTED = TLS.trusted();
    public static final SettingKey<Path> TLS_CERTIFICATE = TLS.certificate();
    public static final SettingKey<Path> TLS_KEY = TLS.key();

    /** Of the process rather than of the installation. */
    public static final List<SettingKey<?>> ACCESS = List.of(USERNAME, PASSWORD, TLS_TRUSTED, TLS_CERTIFICATE, TLS_KEY);

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
                settings.get(TIMEOUT),
                new RedisAccess(settings.find(USERNAME), settings.find(PASSWORD), TLS.read(settings)));
    }

    /** A config as the settings that make it: for handing it to a connector. */
    public static Map<String, String> write(RedisConfig config) {
        Map<String, String> values = new HashMap<>(TLS.write(config.access().tls()));
        values.put(URL.name(), config.uri().toString());
        values.put(PREFIX.name(), config.prefix());
        values.put(SHARDS.name(), Integer.toString(config.shards()));
        values.put(LEASE_TIME.name(), config.leaseTime().toString());
        values.put(TIMEOUT.name(), config.timeout().toString());
        config.access().username().ifPresent(name -> values.put(USERNAME.name(), name));
        config.access().password().ifPresent(password -> values.put(PASSWORD.name(), password));
        return values;
    }
}
