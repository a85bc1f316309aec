/**
 * Decides what clients want done, and numbers what comes of it: {@code commands} in, {@code events} or {@code outcomes}
 * out, and what steps hold to {@code held}. It is the one owner of a conversation's order and membership.
 *
 * <pre>
 *  commands ──read-commands──► decide-commands ──┬─write-events────► events    (accepted: the next number)
 *                                    │           ├─write-outcomes──► outcomes  (refused, held, or done before)
 * │           └─write-held──────► held      (by a step, for somebody's judgement)
 *                              sequencer-state
 * </pre>
 *
 * It is deterministic: a function of its input log alone, with the log's timestamps for time. Replayed after a crash it
 * gives the same numbers to the same commands. So what decides (limits, {@linkplain io.parley.topologies.step steps}, code) changes over a clean stop only.
 *
 * <p>Data: one persistent store, {@code sequencer-state}, with a compacted changelog; one, so that a transaction touches
 * one changelog partition. Keys begin with a byte that says what they are for, values with the version of their layout:
 *
 * <pre>
 *  0x01 conversation                                        head: sequence, time of the last event, kind, sizes
 *  0x02 conversation user                                   membership: role, since which sequence
 *  0x03 half-day conversation user 0x00 commandId           remembered id: its sequence
 *  0x03 half-day conversation user 0x00                     remembered leaving: its time
 *  0x03 half-day conversation 0x00 target                   touched message: deleted, or its reactions
 *  0x03 half-day conversation 0x00 target user 0x00 key     a user's reaction: given or taken back
 *  0x04 conversation                                        title
 *  0x05 conversation                                        by half-day the last sequence that touched a message
 *
 *  conversation: the 16 bytes of the UUID · half-day: 4 bytes, big endian, log time / 12 h · user, commandId: UTF-8
 *  target: 8 bytes, big endian · key: the reaction as it is compared, UTF-8
 * </pre>
 *
 * So a message reads its head, its sender's membership and up to three ids, and writes a head and an id, whatever the
 * size of the group and whatever happens to other messages. What is remembered is found for 24 to 36 hours: that of this
 * half-day and of the two before it. Older is dropped a little per command, from the oldest on, by the log's time.
 */
package io.parley.topologies.sequencer;
