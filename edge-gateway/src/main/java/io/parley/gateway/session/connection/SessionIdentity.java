package io.parley.gateway.session.connection;

import io.parley.schemas.UserId;

import java.time.Instant;

/**
 * Identifies a session, its user and its device.
 *
 * @param sessionId of this connection alone
 * @param deviceId the token's {@code device}, or a fresh id
 * @param expiresAt when the token does, and the session with it
 */
public record SessionIdentity(UserId user, String sessionId, String deviceId, Instant expiresAt) {}
