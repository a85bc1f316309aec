package io.parley.history;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Connects to the store and prepares its statements. Usable at once, even if the store is down: it connects in the
 * background until it succeeds, and until then, as in every outage, requests fail with a
 * {@link HistoryUnavailableException}. Safe for many threads; stages complete on the driver's threads.
 */
final class StoreSession implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StoreSession.class);

    /** Changes of the schema take long, and even longer on a node that has just started. */
    private static final Duration DEFINITION_TIMEOUT = Duration.ofSeconds(30);

    private final HistoryConfig config;
    private final HistorySchema schema;
    private final CompletableFuture<CqlSession> session;
    private CompletableFuture<Statements> statements;
    private volatile boolean closed;

    @SuppressWarnings("FutureReturnValueIgnored") // the session itself is kept, so that it can be cancelled
    StoreSession(HistoryConfig config) {
        this.config = config;
        this.schema = new HistorySchema(config.keyspace(), config.replication());
        this.session = connect(config);
        session.whenComplete(this::connected);
    }

    /** Runs a statement made from the prepared ones. */
    CompletionStage<AsyncResultSet> execute(Function<Statements, Statement<?>> make) {
        return guarded(statements().thenCompose(prepared -> {
            Statement<?> statement = make.apply(prepared);
            return prepared.session().executeAsync(statement);
        }));
    }

    /** Creates the keyspace, the table and its columns if they are missing, as soon as the store is up. */
    CompletionStage<Void> createSchema() {
        return guarded(session.thenCompose(connected -> define(connected, schema.definitions())
                .thenCompose(made -> connected.executeAsync(schema.columnNames()))
                .thenCompose(columns -> define(connected, schema.additions(names(columns))))));
    }

    @Override
    public void close() {
        closed = true;
        if (session.isDone() && !session.isCompletedExceptionally()) {
            session.join().close();
        } else {
            session.cancel(true);
        }
    }

    /** Changes the schema, one change after the other. */
    private static CompletionStage<Void> define(CqlSession connected, List<String> definitions) {
        CompletionStage<Void> done = CompletableFuture.completedFuture(null);
        for (String definition : definitions) {
            SimpleStatement statement = SimpleStatement.newInstance(definition).setTimeout(DEFINITION_TIMEOUT);
            done = done.thenCompose(before -> connected.executeAsync(statement)).thenAccept(made -> {});
        }
        return done;
    }

    /** The first column of rows that fit a page. */
    private static Set<String> names(AsyncResultSet rows) {
        Set<String> names = new HashSet<>();
        rows.currentPage().forEach(row -> names.add(row.getString(0)));
        return names;
    }

    private void connected(CqlSession connected, Throwable failure) {
        if (failure != null && !closed) {
            LOG.error("no connection to the store at {}", config.contactPoints(), failure);
        } else if (failure == null && closed) {
            connected.forceCloseAsync();
        }
    }

    private synchronized CompletableFuture<Statements> statements() {
        if (statements == null || statements.isCompletedExceptionally()) {
            statements = connected()
                    .thenCompose(connected -> Statements.prepare(connected, schema))
                    .toCompletableFuture();
        }
        return statements;
    }

    private CompletionStage<CqlSession> connected() {
        return session.isDone()
                ? session
                : session.copy().orTimeout(config.requestTimeout().toMillis(), TimeUnit.MILLISECONDS);
    }

    private <T> CompletionStage<T> guarded(CompletionStage<T> stage) {
        return stage.handle((value, failure) -> {
            if (failure == null) {
                return value;
            }
            Throwable cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            throw new HistoryUnavailableException(
                    "the store at " + config.contactPoints() + " does not answer: " + cause, cause);
        });
    }

    private static CompletableFuture<CqlSession> connect(HistoryConfig config) {
        CqlSessionBuilder builder = CqlSession.builder()
                .withClassLoader(StoreSession.class.getClassLoader())
                .withConfigLoader(DriverSettings.of(config))
                .withLocalDatacenter(config.localDatacenter())
                .withApplicationName("parley");
        for (String point : config.contactPoints()) {
            // Unresolved: names are resolved at every attempt, since a store may come back at another address.
            builder.addContactPoint(
                    InetSocketAddress.createUnresolved(HistoryConfig.host(point), HistoryConfig.port(point)));
        }
        config.credentials().ifPresent(who -> builder.withAuthCredentials(who.username(), who.password()));
        return builder.buildAsync().toCompletableFuture();
    }
}
