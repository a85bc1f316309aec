/**
 * Keeps what the task of a conversation knows of it: order, roster, what became of messages lately, read marks.
 *
 * <p>Data: the store {@code conversation-state}, with a compacted changelog, holds what decides, and who has read how
 * far. Keys begin with a byte that says what they are for, values with the version of their layout:
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
 * So a message reads its head, its sender's membership and up to three ids, and writes a head and an id, whatever the
 * size of the group and whatever happens to other messages. What is remembered is found for 24 to 36 hours: that of
 * this half-day and of the two before it. Older is dropped a little per command, from the oldest on, by the log's time.
 */
package io.parley.topologies.conversation.state;
