package io.parley.gateway.session;

import io.parley.schemas.UserId;

import java.time.Instant;

/**
 * Who is connected.
 *
 * @param sessionId of this connection alone
 * @param deviceId the token's {@code device}, or a fresh id
 * @param expiresAt when the token does, and the session with it
 */
public record SessionIdentity(UserId user, String sessionId, String deviceId, Instant expiresAt) {}
