package io.parley.history;

import com.datastax.oss.driver.api.core.cql.BoundStatementBuilder;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.type.reflect.GenericType;
import io.parley.schemas.ConversationId;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Binds and reads rows of the table {@code messages}; decides nothing. */
final class MessageTable implements Shelf {

    private final StoreSession store;

    MessageTable(StoreSession store) {
        this.store = store;
    }

    /** The stamp of a write: the store keeps the later of two writes; a life of 0 means for ever. */
    record Stamp(long writeTime, int secondsToLive) {}

    CompletionStage<Void> insert(Map<Column, Object> row, Stamp stamp) {
        return store.execute(statements -> {
                    BoundStatementBuilder insert = stamped(statements.insert().boundStatementBuilder(), stamp);
                    for (Map.Entry<Column, Object> value : row.entrySet()) {
                        insert = put(insert, value.getKey(), value.getValue());
                    }
                    return insert.build();
                })
                .thenAccept(done -> {});
    }

    CompletionStage<Void> edit(ConversationId conversation, long target, String content, long edited, Stamp stamp) {
        return store.execute(statements -> {
                    BoundStatementBuilder edit = stamped(statements.edit().boundStatementBuilder(), stamp);
                    edit = put(edit, Column.CONTENT, content);
                    edit = put(edit, Column.EDITED_SEQUENCE, edited);
                    return row(edit, conversation, target).build();
                })
                .thenAccept(done -> {});
    }

    CompletionStage<Void> delete(ConversationId conversation, long target, Stamp stamp) {
        return store.execute(statements -> row(
                                stamped(statements.delete().boundStatementBuilder(), stamp), conversation, target)
                        .build())
                .thenAccept(done -> {});
    }

    CompletionStage<Void> react(ConversationId conversation, long target, String key, String value, Stamp stamp) {
        return store.execute(statements -> row(
                                stamped(statements.react().boundStatementBuilder(), stamp), conversation, target)
                        .setString(HistorySchema.REACTION_KEY, key)
                        .setString(HistorySchema.REACTION_VALUE, value)
                        .build())
                .thenAccept(done -> {});
    }

    /** Reads when the event of a row was sent; empty if there is no such row. */
    CompletionStage<Optional<Instant>> sentAt(ConversationId conversation, long sequence) {
        return store.execute(statements -> row(statements.stamp().boundStatementBuilder(), conversation, sequence)
                        .build())
                .thenApply(result -> Optional.ofNullable(result.one())
                        .filter(row -> !row.isNull(Column.KIND.cqlName()))
                        .map(row -> row.getInstant(Column.SENT_AT.cqlName())));
    }

    @Override
    public CompletionStage<Boolean> has(ConversationId conversation, long sequence) {
        return sentAt(conversation, sequence).thenApply(Optional::isPresent);
    }

    @Override
    public CompletionStage<List<StoredEvent>> newest(ConversationId conversation, long from, long to, int limit) {
        return store.execute(statements -> {
                    BoundStatementBuilder newest = statements.newest().boundStatementBuilder();
                    newest = put(newest, Column.CONVERSATION_ID, conversation.value());
                    newest = put(newest, Column.BUCKET, Bucket.of(to));
                    return newest.setLong(HistorySchema.FROM, from)
                            .setLong(HistorySchema.TO, to)
                            .setInt(HistorySchema.ROWS, limit)
                            .setPageSize(limit)
                            .build();
                })
                .thenCompose(result -> {
                    List<StoredEvent> events = new ArrayList<>();
                    int rows = 0;
                    long lowest = to;
                    for (Row row : result.currentPage()) {
                        rows++;
                        lowest = row.getLong(Column.SEQUENCE_NUMBER.cqlName());
                        if (!row.isNull(Column.KIND.cqlName())) {
                            events.add(EventRows.read(columns(row)));
                        }
                    }
                    int missing = limit - events.size();
                    if (rows < limit || missing == 0 || lowest == from) {
                        return CompletableFuture.completedFuture(events);
                    }
                    // Touched rows of missing events took the place of others.
                    return newest(conversation, from, lowest - 1, missing).thenApply(older -> {
                        events.addAll(older);
                        return events;
                    });
                });
    }

    private static BoundStatementBuilder stamped(BoundStatementBuilder statement, Stamp stamp) {
        return statement
                .setLong(HistorySchema.WRITE_TIME, stamp.writeTime())
                .setInt(HistorySchema.SECONDS_TO_LIVE, stamp.secondsToLive());
    }

    private static BoundStatementBuilder row(BoundStatementBuilder statement, ConversationId conversation, long seq) {
        BoundStatementBuilder bound = put(statement, Column.CONVERSATION_ID, conversation.value());
        bound = put(bound, Column.BUCKET, Bucket.of(seq));
        return put(bound, Column.SEQUENCE_NUMBER, seq);
    }

    private static Map<Column, Object> columns(Row row) {
        Map<Column, Object> columns = new EnumMap<>(Column.class);
        for (Column column : Column.values()) {
            if (!row.isNull(column.cqlName())) {
                columns.put(column, row.get(column.cqlName(), column.javaType()));
            }
        }
        return columns;
    }

    @SuppressWarnings("unchecked") // a column's values are of its Java type
    private static <T> BoundStatementBuilder put(BoundStatementBuilder statement, Column column, Object value) {
        return statement.set(column.cqlName(), (T) value, (GenericType<T>) column.javaType());
    }
}
