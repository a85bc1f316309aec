package io.parley.connectors.redis;

import io.parley.connectors.sink.SinkSettings;
import io.parley.runtime.config.SettingKey;
import io.parley.runtime.config.Settings;
import io.parley.runtime.config.TlsKeys;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Defines the keys of the Redis sink, and reads its config from them. */
public final class RedisSettings {

    public static final SettingKey<URI> URL = SettingKey.uri(
                    "redis.url",
                    "the address of Redis: redis://[user:password@]host:port[/database], rediss:// with" + " TLS")
            .checked(RedisSettings::isRedis, "redis://host:port or rediss://host:port")
            .secret();
    public static final SettingKey<String> PREFIX = SettingKey.text("redis.prefix", "the prefix of every key's name")
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

    public static final SettingKey<String> USERNAME = SettingKey.text(
                    "redis.username", "the user of Redis' access control list; left out: the default user")
            .optional();
    public static final SettingKey<String> PASSWORD = SettingKey.text(
                    "redis.password", "the password of that user; without it, or one in redis.url, there is no login")
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
        RedisAccess access = new RedisAccess(settings.find(USERNAME), settings.find(PASSWORD), TLS.read(settings));
        return new RedisConfig(
                uri(settings, access),
                settings.find(PREFIX).orElse(""),
                settings.get(SHARDS),
                settings.get(LEASE_TIME),
                settings.get(TIMEOUT),
                access);
    }

    private static URI uri(Settings settings, RedisAccess access) {
        URI uri = settings.get(URL);
        // Not as it is: it may hold a password.
        String shown = uri.getScheme() + "://" + uri.getHost();
        if (uri.getRawUserInfo() != null && access.password().isPresent()) {
            throw new IllegalArgumentException(
                    PASSWORD.name() + ": set beside a user in redis.url (expected: one of them)");
        }
        if (!"rediss".equals(uri.getScheme()) && !access.tls().isStandard()) {
            throw new IllegalArgumentException(
                    URL.name() + ": " + shown + " (expected: rediss://host:port where redis.tls.* is set)");
        }
        return uri;
    }

    private static boolean isRedis(URI uri) {
        return uri.getScheme() != null && uri.getScheme().matches("rediss?") && uri.getHost() != null;
    }
}
