/**
 * Stores {@code events} in Cassandra. It owns no data: the table is {@code io.parley.history}'s, the offsets are those
 * of its consumer group.
 *
 * <pre>
 *  put ──► EventSink ──► permit ──► decode ──► HistoryWriter ──► done ──► PartitionProgress ──► preCommit
 *             │  full: paused          │ never readable                       the offset up to which
 *             ▼                        ▼                                      all is written
 *          RetriableException     dead-letters
 * </pre>
 *
 * A write starts when its record arrives and is retried until the store accepts it; an event's own row waits for the
 * edits, deletions and reactions before it in its conversation, and for nothing else. An offset advances only when
 * everything below it is written.
 */
package io.parley.connectors.cassandra;
