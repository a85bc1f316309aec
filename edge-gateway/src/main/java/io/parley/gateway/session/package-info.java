/**
 * Runs the sessions: one per connected client, from the handshake to the end.
 *
 * <pre>
 *  SessionHandler (package socket) ─► Sessions ─► SessionFactory: connection, then stream, then request
 *                                       ├─► SessionRegistry ◄─ DeliveryDispatcher (package delivery)
 *                                       └─► SessionSweeps: checks each session every 250 ms
 *
 *  frames ─────► Session ─► request.Requests ──────► the log, the store
 *  deliveries ──►   └─────► stream.SessionStream ──► connection.FrameSender ─► the socket
 *
 *                 Session:  Registering ─► Ready ─► Draining
 *                               └───────────┴──────────┴─► Ended
 * </pre>
 *
 * <p>A session lives on its connection's event loop, with plain fields; other threads reach it through its executor
 * only. The package owns the table of sessions, in memory. It may use its subpackages, {@code frame}, {@code log},
 * {@code metrics} and {@code presence}, and knows neither Netty's channels nor HTTP.
 */
package io.parley.gateway.session;
