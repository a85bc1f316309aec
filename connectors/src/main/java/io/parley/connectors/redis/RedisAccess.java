package io.parley.connectors.redis;

import io.parley.runtime.tls.ClientTls;

import java.util.Optional;

/**
 * Says as whom Redis is asked, and by what its certificate is believed.
 *
 * @param username of Redis' access control list; empty with a password: the default user
 * @param password of that user; empty: nobody logs in
 */
public record RedisAccess(Optional<String> username, Optional<String> password, ClientTls tls) {

    /** @throws IllegalArgumentException naming the keys and what was expected */
    public RedisAccess {
        if (username.isPresent() && password.isEmpty()) {
            throw new IllegalArgumentException(
                    "redis.username: " + username.get() + " (expected: with redis.password)");
        }
    }

    /** Asks as nobody, and trusts whom the JVM trusts. */
    public static RedisAccess open() {
        return new RedisAccess(Optional.empty(), Optional.empty(), ClientTls.standard("redis.tls"));
    }

    /** Names the user, without the password. */
    @Override
    public String toString() {
        return username.map(name -> "user " + name).orElse("the default user");
    }
}
