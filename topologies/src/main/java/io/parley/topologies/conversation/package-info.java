/**
 * Owns conversations: decides commands, numbers the resulting events and expands them to their recipients, all in one
 * transaction. It is the only owner of a conversation's order and membership.
 *
 * <pre>
 *  commands ────────┐                  ┌─► events      accepted: the next number
 *  signals ─────────┼► decide-and- ────┼─► outcomes    refused, held, or done before
 *  gateway-ends ────┘  expand          ├─► held        by a step, for a moderator
 *                         │            ├─► rosters     the members now, for others to join
 *                         │            ├─► answers     to the admin process, which looks at conversations
 *                 conversation-state   └─► expansions  addressed: to a partition of users, or to a gateway
 *
 *  ConversationProcessor
 *    ├─► CommandHandler ──► decision   what becomes of a command: pure
 *    │         └──────────► state      the store of order and membership
 *    │         └──────────► fanout     from an event to its recipients
 *    └─► signal                        what becomes of open, close, read and typing
 *          └──────────────► subscription   which sessions have which conversation open
 *
 *  uses:  decision ◄─ state ◄─ subscription ◄─ fanout ◄─ signal
 * </pre>
 *
 * Numbers and recipients of numbered events are a function of {@code commands} alone, with the log's timestamps for
 * time: replayed after a crash they are the same again. So limits, the threshold of large groups,
 * {@linkplain io.parley.topologies.step steps} and code change over a clean stop only. The effects of signals
 * (subscriptions, read marks, typing, head updates) change neither; after a crash they may interleave differently.
 *
 * <p>Data: beside the stores of the packages below, in memory with changelogs, {@code conversation-waiting-hints} and
 * {@code conversation-waiting-reads}: the conversations with a waiting update of their head or of read marks.
 */
package io.parley.topologies.conversation;
