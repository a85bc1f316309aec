package io.parley.gateway.session.connection;

/**
 * Bundles the parts of a session that belong to its connection.
 *
 * @param sender sends over the socket
 * @param liveness pings the client, and gives it up
 * @param registration announces the session
 * @param token tracks until when the session may live
 */
public record SessionConnection(
        SessionIdentity identity,
        SessionSocket socket,
        FrameSender sender,
        Liveness liveness,
        Registration registration,
        TokenExpiry token) {}
