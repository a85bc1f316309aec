/**
 * Delivery: from what happened in a conversation to what each gateway hands to its sessions. At least once: repeats
 * leave the state as it is and are handed on like the first; the sequence number removes them at the client.
 *
 * <pre>
 *  by conversation (expand)
 *    events ──────────────────┐
 *    signals ─────────────────┼─► follow-conversations ─┬─► expansions-repartition   one record per event and
 *    gateways ► gateway-ends ─┘                         │       ▲                    partition of users
 *    outcomes ─► address-outcomes ──────────────────────┼───────┘
 *                                                       └─► deliveries.&lt;gateway&gt;     opened, refused, typing, read,
 *                                                                                    events of large groups
 *  by user (route)
 *    expansions-repartition ───► route-expansions ─┐
 *    sessions ─────────────────► track-sessions ───┼─► deliveries.&lt;gateway&gt;
 *    gateways ► gateway-ends ──► end-sessions ─────┴─► pushes   for those with no session
 * </pre>
 *
 * Owned by the task of a conversation: the stores {@code delivery-conversations} (a row for the conversation: kind, title,
 * head, since when large; and one per member: role, from which event to which, read mark), {@code delivery-interests} (a row
 * per session that has the conversation open), {@code delivery-interest-epochs}, {@code delivery-waiting-hints} and
 * {@code delivery-waiting-reads}. Owned by the task of a partition of users: {@code delivery-sessions}, {@code
 * delivery-inboxes} (a row per user and conversation), {@code delivery-large-heads} (a row per large group), {@code
 * gateway-users}, {@code ended-epochs} and, in memory alone, {@code delivery-recent-messages} (what was routed last, for
 * pushes). Everything of one user is decided by one task in one order; a session's connect is answered with the inbox in
 * that same order, which makes the hand-over between history and live exact.
 */
package io.parley.topologies.delivery;
