package io.parley.gateway.auth;

import java.time.Duration;
import java.util.Optional;

/**
 * Bounds how long a token and a session may live, and which kind of token lets anybody in.
 *
 * @param longestTokenLife from a token's {@code iat} to its {@code exp}, and from now to its {@code exp}; zero: any
 * @param longestSession after which a session ends, however often its token was renewed; zero: any
 * @param tokenType what {@code typ} has to be in a token's header; empty: what access tokens usually have
 */
public record AccessRules(Duration longestTokenLife, Duration longestSession, Optional<String> tokenType) {

    /** Any token, for any time. */
    public static final AccessRules UNBOUNDED = new AccessRules(Duration.ZERO, Duration.ZERO, Optional.empty());

    /** @throws IllegalArgumentException naming the key, the value and what was expected */
    public AccessRules {
        requireNotNegative("token.longest-life", longestTokenLife);
        requireNotNegative("session.longest-life", longestSession);
    }

    private static void requireNotNegative(String key, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(key + ": " + value + " (expected: >= 0)");
        }
    }
}
