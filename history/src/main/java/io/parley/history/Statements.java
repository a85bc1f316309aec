package io.parley.history;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The prepared statements on the table. */
record Statements(
        CqlSession session,
        PreparedStatement insert,
        PreparedStatement edit,
        PreparedStatement delete,
        PreparedStatement react,
        PreparedStatement newest,
        PreparedStatement stamp) {

    static CompletionStage<Statements> prepare(CqlSession session, HistorySchema schema) {
        CompletableFuture<PreparedStatement> insert = prepare(session, schema.insert());
        CompletableFuture<PreparedStatement> edit = prepare(session, schema.edit());
        CompletableFuture<PreparedStatement> delete = prepare(session, schema.delete());
        CompletableFuture<PreparedStatement> react = prepare(session, schema.react());
        CompletableFuture<PreparedStatement> newest = prepare(session, schema.newest());
        CompletableFuture<PreparedStatement> stamp = prepare(session, schema.stamp());
        return CompletableFuture.allOf(insert, edit, delete, react, newest, stamp)
                .thenApply(all -> new Statements(
                        session, insert.join(), edit.join(), delete.join(), react.join(), newest.join(), stamp.join()));
    }

    private static CompletableFuture<PreparedStatement> prepare(CqlSession session, String statement) {
        return session.prepareAsync(statement).toCompletableFuture();
    }
}
