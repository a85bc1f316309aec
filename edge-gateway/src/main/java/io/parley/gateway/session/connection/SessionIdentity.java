package io.parley.gateway.session.connection;

import io.parley.gateway.auth.Credential;
import io.parley.schemas.UserId;

/**
 * Identifies a session, its user and its device.
 *
 * @param sessionId unique to this connection
 * @param deviceId the token's {@code device}, or a fresh id
 * @param credential of the token that let it in
 */
public record SessionIdentity(String sessionId, String deviceId, Credential credential) {

    public UserId user() {
        return credential.user();
    }
}
