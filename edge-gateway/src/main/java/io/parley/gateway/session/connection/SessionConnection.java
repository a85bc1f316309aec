package io.parley.gateway.session.connection;

/**
 * Bundles what a session has of its connection, whatever the session is used for.
 *
 * @param sender sends over the socket
 * @param registration announces the session
 * @param token tracks until when the session may live
 */
public record SessionConnection(
        SessionIdentity identity,
        SessionSocket socket,
        FrameSender sender,
        Heartbeat heartbeat,
        Registration registration,
        TokenExpiry token) {}
