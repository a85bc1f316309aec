package io.parley.gateway.auth;

import io.parley.schemas.UserId;

import java.time.Instant;
import java.util.Optional;

/** Credentials and verdicts of tokens that tests make up. */
public final class Credentials {

    /** The key of all of them. */
    public static final String KEY = "key-1";

    private Credentials() {}

    /** Of a token that says nothing else. */
    public static Credential of(String userId, Instant expiresAt) {
        return of(userId, expiresAt, null, null, null);
    }

    /** Of a token that may have an {@code iat}, a {@code jti} and a {@code sid}. */
    public static Credential of(String userId, Instant expiresAt, Instant issuedAt, String tokenId, String signInId) {
        return new Credential(
                new UserId(userId),
                expiresAt,
                Optional.ofNullable(issuedAt),
                Optional.ofNullable(tokenId),
                Optional.ofNullable(signInId),
                KEY);
    }

    public static TokenVerdict accepted(String userId, Instant expiresAt) {
        return new TokenVerdict.Accepted(of(userId, expiresAt), Optional.empty());
    }
}
