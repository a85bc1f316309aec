/**
 * Holds the parts of a session that belong to its connection: the user and the session's lifetime, and the output.
 *
 * <pre>
 *  SessionConnection
 *   ├─ identity      SessionIdentity
 *   ├─ socket        SessionSocket (ChannelSocket in package socket): PauseReason
 *   ├─ sender        FrameSender ─► the socket, limit.UnsentBytes
 *   ├─ liveness      Liveness: Heartbeat, which pings or gives up, and UnfinishedMessage, the time for one message
 *   ├─ registration  Registration ─► SessionAnnouncer ─► sessions, signals
 *   └─ token         TokenExpiry ◄─ auth frames
 * </pre>
 *
 * <p>Of {@code sessions} the package owns this gateway's records, and the ends that wait for the log, in memory. It is
 * the lowest of the session's packages, whose parts share {@link io.parley.gateway.session.connection.SessionPart}; it
 * may use {@code auth}, {@code frame}, {@code lease}, {@code limit}, {@code log} and {@code metrics}.
 */
package io.parley.gateway.session.connection;
