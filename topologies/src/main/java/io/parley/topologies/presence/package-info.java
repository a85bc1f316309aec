/**
 * Presence: publishes who is online, away or offline, notifies the gateways that watch, and judges the gateways'
 * leases. An application of its own, so that it can't starve messages; at least once.
 *
 * <pre>
 *  one task (all gateways)
 *    gateways ──► judge-leases ──► gateways            ticks, verdicts
 *        └──────► announce-ended-epochs ─┬► gateway-ends   to every partition of conversations
 *                                        └► gateway-ends-repartition
 *
 *  by user
 *    sessions ──────────────────► follow-sessions ─┐
 *    watches ───────────────────► answer-watches ──┼─┬─► presence               what changed
 *    preferences ───────────────► follow-blocks ───┤ │
 *    gateway-ends-repartition ──► end-presence ────┘ └─► deliveries.&lt;gateway&gt;   to those who watch
 * </pre>
 *
 * Owned by the judge: the store {@code presence-leases}. Owned by the task of a partition of users: {@code
 * presence-users} (a row per user: sessions, watching gateways, last seen), {@code presence-blocks} (whom users have
 * blocked), {@code gateway-users} and {@code
 * ended-epochs}. From the death of a gateway to "offline" it takes less than 5 s; a pause of the broker or of this
 * application kills nobody.
 */
package io.parley.topologies.presence;
