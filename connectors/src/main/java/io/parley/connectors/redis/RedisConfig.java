package io.parley.connectors.redis;

import java.net.URI;
import java.time.Duration;

/**
 * Configures the view in Redis. Keys, bounds and defaults are in {@link RedisSettings}.
 *
 * @param uri {@code redis://[user:password@]host:port[/database]}, or {@code rediss://} with TLS
 * @param prefix what every key begins with; may be empty
 * @param shards over how many hashes {@code connections} and {@code online} are spread, fixed for the view's life
 * @param leaseTime how long a gateway's key lives without a lease
 * @param timeout for connecting and for each answer
 * @param access as whom it is asked, where the URI doesn't say
 */
public record RedisConfig(
        URI uri, String prefix, int shards, Duration leaseTime, Duration timeout, RedisAccess access) {}
