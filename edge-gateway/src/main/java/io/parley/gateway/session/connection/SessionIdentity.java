package io.parley.gateway.session.connection;

import io.parley.schemas.UserId;

import java.time.Instant;

/**
 * Identifies a session, its user and its device.
 *
 * @param sessionId unique to this connection
 * @param deviceId the token's {@code device}, or a fresh id
 * @param expiresAt the expiry of the token, and of the session with it
 */
public record SessionIdentity(UserId user, String sessionId, String deviceId, Instant expiresAt) {}
