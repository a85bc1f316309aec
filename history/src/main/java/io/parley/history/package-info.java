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
 *    reactions: a cell for each user and reaction                           of a message
 *    conversation_kind, members, roles, title, new_owner                    of created, added, removed, renamed
 *    target, content, reaction, removed                                     of edited, deleted, reacted
 *
 *  Event ──► HistoryWriter ──► messages ──► HistoryReader ──► HistoryPage of StoredEvents
 *            └────────────── History: the session and statements they share ──────────────┘
 * </pre>
 *
 * <p>A row is written whole, unset columns are left unset, and its write time (the cells' timestamp) is {@code sent_at}
 * in microseconds plus the sequence number: it grows with the sequence even if the clock steps back, so that repeated
 * writes, in any order, end in the same rows. An {@code edited}, {@code deleted} or {@code reacted} event is a row of
 * its own and also touches its target's, with its own, later write time: the text, or one cell of the reactions, of
 * which each has its own write time. Reactions are there rather than in a second table so that a page is one query
 * (two, where it crosses a bucket), and a message without any costs nothing. The remains of a row after its kind has
 * expired don't count.
 *
 * <p>Rows of a conversation become visible in an order on which readers rely: see
 * {@link io.parley.history.HistoryWriter} and {@link io.parley.history.HistoryReader}.
 */
package io.parley.history;
