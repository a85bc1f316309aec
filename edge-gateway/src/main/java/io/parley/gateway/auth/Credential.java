package io.parley.gateway.auth;

import io.parley.schemas.UserId;

import java.time.Instant;
import java.util.Optional;

/**
 * Identifies the token that lets a session live, without the token itself: by these facts it can be ended from outside.
 *
 * @param issuedAt the token's {@code iat}, if it has one
 * @param tokenId the token's {@code jti}, if it has one
 * @param signInId the token's {@code sid}, if it has one: the identity provider's session, with all tokens of it
 * @param keyId names the key that verified the token; the same for the same key under any {@code kid}
 */
public record Credential(
        UserId user,
        Instant expiresAt,
        Optional<Instant> issuedAt,
        Optional<String> tokenId,
        Optional<String> signInId,
        String keyId) {}
