/**
 * The store: its table, the writer that the sink uses, and the reader behind {@code history}. It owns one table, in a
 * keyspace of its own, and nothing else:
 *
 * <pre>
 *  parley_hot.messages
 *    conversation_id ┐ one partition: 10,000 events of a conversation       bucket = sequence_number / 10,000,
 *    bucket          ┘                                                      computed, never searched for
 *    sequence_number   newest first
 *    kind, sender_id, command_id, sent_at                                   of every event
 *    content, content_type, encrypted, reply_to, edited_sequence, deleted   of a message
 *    conversation_kind, members, roles, title, new_owner                    of created, added, removed, renamed
 *    target, content, reaction, removed                                     of edited, deleted, reacted
 *
 *  Event ──► HistoryWriter ──► messages ──► HistoryReader ──► HistoryPage of StoredEvents
 *            └────────────── History: the session and statements they share ──────────────┘
 * </pre>
 *
 * <p>A row is written whole, unset columns are left unset, and its write time (the cells' timestamp) is {@code sent_at}
 * in microseconds plus the sequence number: it grows with the sequence whatever the clock did, so that writing
 * anything again, in any order, ends in the same rows. An {@code edited} or {@code deleted} event is a row of its own
 * and also rewrites the text of its target, with its own, later write time. What is left of a row after its kind has
 * expired isn't one.
 */
package io.parley.history;
