package io.parley.gateway.auth;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Configures which tokens are accepted. At least one of secret and JWKS is there; with both, either kind of token is.
 *
 * @param secret the key that signs HS256 tokens; 32 bytes or more in UTF-8
 * @param jwks where the keys of RS256, ES256 and EdDSA tokens are: an http, https or file URL
 * @param issuer what {@code iss} has to be, if anything
 * @param audience what has to be among {@code aud}, if anything; {@code *}: a token for any application is accepted.
 *     With a JWKS it has to be said, since an identity provider signs tokens for all applications with the same keys
 * @param clockSkew how far the issuer's clock may be ahead of ours, for {@code nbf}; an expiry is taken as it is
 * @param devTokens who may have tokens that the gateway signs, with the secret; empty: nobody
 * @param rules how long tokens and sessions may live, and which kind of token is accepted
 */
public record AuthConfig(
        Optional<String> secret,
        Optional<URI> jwks,
        Optional<String> issuer,
        Optional<String> audience,
        Duration clockSkew,
        Optional<DevTokenAccess> devTokens,
        AccessRules rules) {

    private static final String ANY_AUDIENCE = "*";

    /**
     * The callers of {@code POST /v1/token}: those on the loopback address who know the code.
     *
     * @param code what they have to say; empty: nothing
     */
    public record DevTokenAccess(Optional<String> code) {

        /** Without the code. */
        @Override
        public String toString() {
            return code.isPresent() ? "with a code" : "without a code";
        }
    }

    /** The audience that a token has to be for; empty when it may be for any. */
    public Optional<String> requiredAudience() {
        return audience.filter(name -> !name.equals(ANY_AUDIENCE));
    }

    /** The same with other rules. */
    public AuthConfig withRules(AccessRules others) {
        return new AuthConfig(secret, jwks, issuer, audience, clockSkew, devTokens, others);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "AuthConfig[jwks=" + jwks + ", issuer=" + issuer + ", audience=" + audience + "]";
    }
}
