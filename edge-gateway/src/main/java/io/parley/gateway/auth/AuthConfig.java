package io.parley.gateway.auth;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Configures which tokens are accepted. At least one of secret and JWKS is there; with both, either kind of token is.
 *
 * @param secret the key of HS256 tokens; 32 bytes or more in UTF-8
 * @param jwks the keys of RS256, ES256 and EdDSA tokens: an http, https or file URL
 * @param issuer the required {@code iss}, if any
 * @param audience the required value among {@code aud}, if any
 * @param clockSkew how far the issuer's clock may be ahead of ours, for {@code nbf}; an expiry is taken as it is
 * @param devTokens whether {@code POST /v1/token} signs tokens for callers on the loopback address; needs the secret
 * @param devTokensCode the code that those callers have to send, if any: 16 or more of A-Z a-z 0-9 _ -, so that it fits
 *     into an address
 */
public record AuthConfig(
        Optional<String> secret,
        Optional<URI> jwks,
        Optional<String> issuer,
        Optional<String> audience,
        Duration clockSkew,
        boolean devTokens,
        Optional<String> devTokensCode) {

    private static final int SHORTEST_SECRET = 32;
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_-]{16,}");

    /** Configures tokens without a code. */
    public AuthConfig(
            Optional<String> secret,
            Optional<URI> jwks,
            Optional<String> issuer,
            Optional<String> audience,
            Duration clockSkew,
            boolean devTokens) {
        this(secret, jwks, issuer, audience, clockSkew, devTokens, Optional.empty());
    }

    /** @throws IllegalArgumentException naming the key and what was expected; never the secret */
    public AuthConfig {
        if (secret.isEmpty() && jwks.isEmpty()) {
            throw new IllegalArgumentException(
                    "token.secret, token.jwks: neither is set (expected: one of them, or both)");
        }
        if (secret.isPresent() && secret.get().getBytes(StandardCharsets.UTF_8).length < SHORTEST_SECRET) {
            throw new IllegalArgumentException("token.secret: (not shown) (expected: 32 bytes or more)");
        }
        if (jwks.isPresent()
                && (jwks.get().getScheme() == null || !jwks.get().getScheme().matches("https?|file"))) {
            throw new IllegalArgumentException("token.jwks: " + jwks.get() + " (expected: an http, https or file URL)");
        }
        if (clockSkew.isNegative()) {
            throw new IllegalArgumentException("token.clock-skew: " + clockSkew + " (expected: >= 0)");
        }
        if (devTokens && secret.isEmpty()) {
            throw new IllegalArgumentException("auth.dev-tokens: true (expected: false, as there is no token.secret)");
        }
        if (devTokensCode.isPresent() && !CODE.matcher(devTokensCode.get()).matches()) {
            throw new IllegalArgumentException(
                    "auth.dev-tokens-code: (not shown) (expected: 16 or more of A-Z a-z 0-9 _ -)");
        }
    }

    /** Configures tokens that are signed with a shared secret, from any issuer. */
    public static AuthConfig ofSecret(String secret, boolean devTokens) {
        return new AuthConfig(
                Optional.of(secret),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Duration.ofSeconds(5),
                devTokens);
    }

    /** Leaves out the secret and the code. */
    @Override
    public String toString() {
        return "AuthConfig[jwks=" + jwks + ", issuer=" + issuer + ", audience=" + audience + "]";
    }
}
