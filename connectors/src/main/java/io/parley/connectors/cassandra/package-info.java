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
 * A write starts the moment its record arrives, whatever became of those before it, and is repeated until the store
 * takes it; an offset advances only when everything below it is written.
 */
package io.parley.connectors.cassandra;
