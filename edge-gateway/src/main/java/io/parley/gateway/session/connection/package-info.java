/**
 * Holds what a session has of its connection: who is connected and for how long, and the way out.
 *
 * <pre>
 *  SessionConnection
 *   ├─ identity      SessionIdentity
 *   ├─ socket        SessionSocket (ChannelSocket in package socket): CloseReason, PauseReason
 *   ├─ sender        FrameSender ─► the socket
 *   ├─ heartbeat     Heartbeat: ping, or give up
 *   ├─ registration  Registration ─► SessionAnnouncer ─► sessions, signals
 *   └─ token         TokenExpiry ◄─ auth frames
 * </pre>
 *
 * <p>Of {@code sessions} the package owns this gateway's records, and the ends that wait for the log, in memory. It is
 * the lowest of the session's packages, whose parts share {@link io.parley.gateway.session.connection.SessionPart}; it
 * may use {@code auth}, {@code frame}, {@code lease}, {@code log} and {@code metrics}.
 */
package io.parley.gateway.session.connection;
