/**
 * Owns users: their sessions, inboxes and notifications. Runs at least once: repeats leave the state unchanged and are
 * sent like the first; clients remove them by the sequence. It reads expansions ahead of the commit of their
 * transaction.
 *
 * <pre>
 *  expansions ───────────────► route-expansions ─┐
 *  sessions ─────────────────► track-sessions ───┼─► deliveries.&lt;gateway&gt;
 *  inbox-requests ───────────► answer-requests ──┤
 *  preference-changes ───────► change-preferences┼─► preferences, commands
 *  gateways ► gateway-ends ──► end-sessions ─────┴─► pushes   for those with no session
 *  inquiries ────────────────► answer-inquiries ───► answers  to the admin process, which looks at users
 * </pre>
 *
 * Owned by the task of a partition of users: the stores {@code user-sessions}, {@code user-inboxes} (a row per user and
 * conversation, beside it the key of its place by activity), {@code user-large-heads} (a row per large group), {@code user-previews} (a row
 * per conversation), {@code gateway-users}, {@code ended-epochs} and, in
 * memory alone, {@code user-recent-messages} (what was routed last, for pushes). Everything of one user is decided by
 * one task in one order; a session's connect is answered with the inbox in that same order, which makes the hand-over
 * between history and live exact. Records addressed to a gateway are forwarded unchanged.
 */
package io.parley.topologies.user;
