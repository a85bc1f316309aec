/**
 * Keeps the state of conversations: order, roster, recent outcomes and touches, read marks.
 *
 * <p>Data: the store {@code conversation-state}, with a compacted changelog, holds all that decisions depend on, and
 * read marks. Keys begin with a byte for their type, values with the version of their layout:
 *
 * <pre>
 *  0x01 conversation                                        head: sequence, time of the last event, kind, sizes, since
 *                                                           when it is large, how far those who sent last have read
 *  0x02 conversation user                                   membership: role, since which sequence
 *  0x03 half-day conversation user 0x00 commandId           remembered id: its sequence
 *  0x03 half-day conversation user 0x00                     remembered leaving: its time
 *  0x03 half-day conversation 0x00 target                   touched message: deleted, or its reactions
 *  0x03 half-day conversation 0x00 target user 0x00 key     a user's reaction: given or taken back
 *  0x04 conversation                                        title
 *  0x05 conversation                                        by half-day the last sequence that touched a message
 *  0x06 conversation user                                   read mark
 *
 *  conversation: the 16 bytes of the UUID · half-day: 4 bytes, big endian, log time / 12 h · user, commandId: UTF-8
 *  target: 8 bytes, big endian · key: the reaction as it is compared, UTF-8
 * </pre>
 *
 * So a message reads its head, its sender's membership and up to three ids, and writes a head and an id, independent of
 * the group's size and of other messages. Entries are remembered for 24 to 36 hours: those of this half-day and of the
 * two before it. Older entries are dropped by the log's time, a few per command, the oldest first.
 */
package io.parley.topologies.conversation.state;
