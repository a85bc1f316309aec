/**
 * What a connected client is to the gateway: its session, from the handshake to the end, and how deliveries find it.
 *
 * <pre>
 *  frames ──► Session ──► Commands, Signals ──► the log          Session:  Registering ─► Ready ─► Draining
 *              │  ▲  ├──► TargetStamps ───────► the store                      └───────────┴──────────┴─► Ended
 *              │  │  └──► HistoryRequests ────► the store
 *              │  └────── DeliveryDispatcher ◄── deliveries.&lt;gateway&gt;
 *              └──► Outlet ──► SessionSocket
 * </pre>
 *
 * A session lives on its connection's event loop, with plain fields; others reach it by its executor only. It owns, in
 * memory, which conversations its user is in, how far its own stream has come in each, and which it has open. Of {@code
 * sessions} and {@code signals} the package owns this gateway's records; to {@code commands} and {@code devices} it
 * appends what clients say.
 */
package io.parley.gateway.session;
