package io.parley.gateway.session.connection;

/**
 * Bundles the parts of a session that belong to its connection.
 *
 * @param sender sends over the socket
 * @param registration announces the session
 * @param message tracks whether a message is unfinished
 * @param token tracks until when the session may live
 */
public record SessionConnection(
        SessionIdentity identity,
        SessionSocket socket,
        FrameSender sender,
        Heartbeat heartbeat,
        UnfinishedMessage message,
        Registration registration,
        TokenExpiry token) {}
