package io.parley.history;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;

import java.util.concurrent.CompletionStage;

/** The statements over the table, prepared. */
record Statements(
        CqlSession session,
        PreparedStatement insert,
        PreparedStatement edit,
        PreparedStatement delete,
        PreparedStatement newest,
        PreparedStatement stamp) {

    static CompletionStage<Statements> prepare(CqlSession session, HistorySchema schema) {
        CompletionStage<PreparedStatement> insert = session.prepareAsync(schema.insert());
        CompletionStage<PreparedStatement> edit = session.prepareAsync(schema.edit());
        CompletionStage<PreparedStatement> delete = session.prepareAsync(schema.delete());
        CompletionStage<PreparedStatement> newest = session.prepareAsync(schema.newest());
        CompletionStage<PreparedStatement> stamp = session.prepareAsync(schema.stamp());
        return insert.thenCompose(i -> edit.thenCompose(e -> delete.thenCompose(
                d -> newest.thenCompose(n -> stamp.thenApply(s -> new Statements(session, i, e, d, n, s))))));
    }
}
