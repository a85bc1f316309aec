package io.parley.history;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import com.datastax.oss.driver.api.core.ssl.ProgrammaticSslEngineFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
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

    private static final Duration REST_AFTER_REFUSAL = Duration.ofSeconds(30);

    private final HistoryConfig config;
    private final HistorySchema schema;
    private final CompletableFuture<CqlSession> session = new CompletableFuture<>();

    /** Fails when the store refuses this process for the first time, and never completes otherwise. */
    private final CompletableFuture<CqlSession> refused = new CompletableFuture<>();

    private CompletableFuture<Statements> statements;
    private volatile CompletableFuture<CqlSession> attempt;
    private volatile StoreRefusesException refusal;
    private volatile boolean closed;

    StoreSession(HistoryConfig config) {
        this.config = config;
        this.schema =
                new HistorySchema(config.keyspace().name(), config.keyspace().replication());
        attempt(false);
    }

    /** Completes with the first refusal of this process by the store, and never otherwise. */
    CompletionStage<StoreRefusesException> refused() {
        CompletableFuture<StoreRefusesException> first = new CompletableFuture<>();
        refused.exceptionally(failure -> {
            first.complete((StoreRefusesException) failure);
            return null;
        });
        return first;
    }

    /** Why the store doesn't let this process in; empty while it does, or hasn't said. */
    Optional<StoreRefusesException> refusal() {
        return Optional.ofNullable(refusal);
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
        return guarded(CompletableFuture.anyOf(session, refused)
                .thenApply(CqlSession.class::cast)
                .thenCompose(connected -> define(connected, schema.definitions())
                        .thenCompose(made -> connected.executeAsync(schema.columnNames()))
                        .thenCompose(columns -> define(connected, schema.additions(names(columns))))));
    }

    @Override
    public void close() {
        closed = true;
        if (session.isDone() && !session.isCompletedExceptionally()) {
            session.join().close();
        } else {
            attempt.cancel(true);
            session.cancel(true);
        }
    }

    /**
     * Tries to connect.
     *
     * @param patiently whether to go on until the store is there; without that it is known soon whether it refuses
     */
    @SuppressWarnings("FutureReturnValueIgnored") // the attempt itself is kept, so that it can be cancelled
    private void attempt(boolean patiently) {
        attempt = connect(config, patiently);
        attempt.whenComplete((connected, failure) -> {
            if (failure == null) {
                connected(connected);
            } else if (!closed) {
                failed(failure, patiently);
            }
        });
    }

    private void failed(Throwable failure, boolean patiently) {
        Optional<StoreRefusesException> found = StoreRefusesException.in(failure, config);
        if (found.isPresent()) {
            refusal = found.get();
            refused.completeExceptionally(refusal);
            // Somebody may make it right over there.
            CompletableFuture.delayedExecutor(REST_AFTER_REFUSAL.toSeconds(), TimeUnit.SECONDS)
                    .execute(() -> attemptAgain(false));
        } else if (patiently) {
            LOG.error("no connection to the store at {}", config.connection().contactPoints(), failure);
            session.completeExceptionally(failure);
        } else {
            attemptAgain(true);
        }
    }

    private void attemptAgain(boolean patiently) {
        if (!closed) {
            attempt(patiently);
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

    private void connected(CqlSession connected) {
        if (!session.complete(connected) || closed) {
            connected.forceCloseAsync();
        }
        if (refusal != null) {
            LOG.info(
                    "the store at {} lets this process in now",
                    config.connection().contactPoints());
            refusal = null;
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
        StoreRefusesException known = refusal;
        if (known != null) {
            return CompletableFuture.failedFuture(known);
        }
        return session.isDone()
                ? session
                : session.copy().orTimeout(config.connection().requestTimeout().toMillis(), TimeUnit.MILLISECONDS);
    }

    private <T> CompletionStage<T> guarded(CompletionStage<T> stage) {
        return stage.handle((value, failure) -> {
            if (failure == null) {
                return value;
            }
            Throwable cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            throw new HistoryUnavailableException(
                    cause instanceof StoreRefusesException
                            ? cause.getMessage()
                            : "the store at " + config.connection().contactPoints() + " does not answer: " + cause,
                    cause);
        });
    }

    private static CompletableFuture<CqlSession> connect(HistoryConfig config, boolean patiently) {
        CqlSessionBuilder builder = CqlSession.builder()
                .withClassLoader(StoreSession.class.getClassLoader())
                .withConfigLoader(DriverSettings.of(config, patiently))
                .withLocalDatacenter(config.connection().localDatacenter())
                .withApplicationName("parley");
        config.connection().contactPoints().forEach(point -> builder.addContactPoint(point.address()));
        config.connection()
                .tls()
                .ifPresent(tls -> builder.withSslEngineFactory(
                        new ProgrammaticSslEngineFactory(tls.files().context(), null, tls.verifiesHostnames())));
        config.connection().credentials().ifPresent(who -> builder.withAuthCredentials(who.username(), who.password()));
        return builder.buildAsync().toCompletableFuture();
    }
}
