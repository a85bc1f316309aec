/**
 * Owns users: their sessions, inboxes and notifications. Runs at least once: repeats leave the state as it is and are
 * handed on like the first; the sequence number removes them at the client. It reads expansions ahead of the commit of
 * whoever wrote them.
 *
 * <pre>
 *  expansions ───────────────► route-expansions ─┐
 *  sessions ─────────────────► track-sessions ───┼─► deliveries.&lt;gateway&gt;
 *  gateways ► gateway-ends ──► end-sessions ─────┴─► pushes   for those with no session
 * </pre>
 *
 * Owned by the task of a partition of users: the stores {@code user-sessions}, {@code user-inboxes} (a row per user and
 * conversation), {@code user-large-heads} (a row per large group), {@code gateway-users}, {@code ended-epochs} and, in
 * memory alone, {@code user-recent-messages} (what was routed last, for pushes). Everything of one user is decided by one
 * task in one order; a session's connect is answered with the inbox in that same order, which makes the hand-over between
 * history and live exact. What is addressed to a gateway is forwarded as it is.
 */
package io.parley.topologies.user;
