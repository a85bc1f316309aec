package io.parley.connectors.redis;

import java.net.URI;
import java.time.Duration;

import static io.parley.runtime.config.SettingCheck.require;

/**
 * The configuration of Redis and of the view in it.
 *
 * @param uri {@code redis://[user:password@]host:port[/database]}, or {@code rediss://} with TLS
 * @param prefix what every key begins with; may be empty
 * @param shards over how many hashes {@code connections} and {@code online} are spread, fixed for the view's life
 * @param leaseTime how long a gateway's key lives without a lease
 * @param timeout for connecting and for each answer
 */
public record RedisConfig(URI uri, String prefix, int shards, Duration leaseTime, Duration timeout) {

    static final int DEFAULT_SHARDS = 1024;

    private static final int MOST_SHARDS = 65_536;

    /** @throws IllegalArgumentException naming the key, the value and what was expected */
    public RedisConfig {
        require(
                uri.getScheme() != null && uri.getScheme().matches("rediss?") && uri.getHost() != null,
                RedisSettings.URL.name(),
                // Not as it is: it may hold a password.
                uri.getScheme() + "://" + uri.getHost(),
                "redis://host:port or rediss://host:port");
        require(
                prefix.matches("[A-Za-z0-9._:-]{0,64}"),
                RedisSettings.PREFIX.name(),
                prefix,
                "up to 64 of A-Z a-z 0-9 . _ : -");
        require(shards >= 1 && shards <= MOST_SHARDS, RedisSettings.SHARDS.name(), shards, "1 to " + MOST_SHARDS);
        require(isPositive(leaseTime), RedisSettings.LEASE_TIME.name(), leaseTime, "> 0");
        require(isPositive(timeout), RedisSettings.TIMEOUT.name(), timeout, "> 0");
    }

    /** A Redis with the defaults of {@link RedisSettings}. */
    public static RedisConfig of(URI uri) {
        return new RedisConfig(uri, "", DEFAULT_SHARDS, Duration.ofSeconds(3), Duration.ofSeconds(2));
    }

    private static boolean isPositive(Duration duration) {
        return !duration.isNegative() && !duration.isZero();
    }
}
