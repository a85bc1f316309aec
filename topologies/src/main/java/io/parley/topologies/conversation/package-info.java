/**
 * Owns conversations: decides what clients want done, numbers what comes of it, and expands it to those whom it
 * concerns, all in one transaction. It is the one owner of a conversation's order and membership.
 *
 * <pre>
 *  commands ────────┐                  ┌─► events      accepted: the next number
 *  signals ─────────┼► decide-and- ────┼─► outcomes    refused, held, or done before
 *  gateway-ends ────┘  expand          ├─► held        by a step, for somebody's judgement
 *                         │            ├─► rosters     who is a member now, for others to join
 *                 conversation-state   └─► expansions  addressed: to a partition of users, or to a gateway
 *
 *  ConversationProcessor
 *    ├─► CommandHandler ──► decision   what becomes of a command: pure
 *    │         └──────────► state      the store of order and membership
 *    │         └──────────► fanout     from an event to its recipients
 *    └─► signal                        what becomes of open, close, read and typing
 *          └──────────────► subscription   which sessions have what open
 *
 *  uses:  decision ◄─ state ◄─ subscription ◄─ fanout ◄─ signal
 * </pre>
 *
 * Numbers and recipients of numbered events are a function of {@code commands} alone, with the log's timestamps for
 * time: replayed after a crash they are the same again. So what decides (limits, the threshold of large groups,
 * {@linkplain io.parley.topologies.step steps}, code) changes over a clean stop only. What signals cause (who has a
 * conversation open, read marks, typing, head updates) touches neither; after a crash it may come in another interleaving.
 *
 * <p>Data: beside the stores of the packages below, in memory with changelogs, {@code conversation-waiting-hints} and
 * {@code conversation-waiting-reads}: which conversations have an update of their head, or of read marks, waiting.
 */
package io.parley.topologies.conversation;
