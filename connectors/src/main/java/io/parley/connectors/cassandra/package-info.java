/**
 * The sink of {@code events} into the store. It owns no data: the table is {@code io.parley.history}'s, the offsets
 * are those of its consumer group.
 *
 * <pre>
 *  put ──► EventSink ──► permit ──► decode ──► HistoryWriter ──► done ──► PartitionProgress ──► preCommit
 *             │  full: paused          │ never readable                       the offset up to which
 *             ▼                        ▼                                      all is written
 *          RetriableException     dead-letters
 * </pre>
 *
 * A write starts the moment its record arrives and is repeated until the store takes it; an event's own row waits for the
 * edits, deletions and reactions before it in its conversation, and for nothing else. An offset advances only when
 * everything below it is written.
 */
package io.parley.connectors.cassandra;
