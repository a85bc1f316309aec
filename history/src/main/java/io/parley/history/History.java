package io.parley.history;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * The store, opened: one session, shared by the writer and the reader. Opening never waits for the store and never
 * fails because it is away; what is asked meanwhile does, with a {@link HistoryUnavailableException}.
 */
public final class History implements AutoCloseable {

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "history-timer");
        thread.setDaemon(true);
        return thread;
    });
    private final StoreSession session;
    private final HistoryWriter writer;
    private final HistoryReader reader;

    private History(HistoryConfig config, Clock clock) {
        session = new StoreSession(config);
        MessageTable table = new MessageTable(session);
        writer = new HistoryWriter(table, config.timeToLive(), clock);
        reader = new HistoryReader(table, Waiting.on(timer), config.longestWait());
    }

    public static History open(HistoryConfig config) {
        return new History(config, Clock.systemUTC());
    }

    /** Opens the store with a clock of one's own, by which rows grow old. */
    public static History open(HistoryConfig config, Clock clock) {
        return new History(config, clock);
    }

    /**
     * Makes the keyspace and the table where they are missing, and adds to a table that an earlier version has made the
     * columns that it lacks; what is there is left as it is. Waits for the store as
     * long as it takes. To be asked of one process at a time: Cassandra doesn't order changes of its schema.
     *
     * @return done when all nodes agree; fails with {@link HistoryUnavailableException}
     */
    public CompletionStage<Void> createSchema() {
        return session.createSchema();
    }

    /** Completes with the first refusal of this process by the store, and never otherwise. */
    public CompletionStage<StoreRefusesException> refused() {
        return session.refused();
    }

    /** Why the store doesn't let this process in; empty while it does, or hasn't said. */
    public Optional<StoreRefusesException> refusal() {
        return session.refusal();
    }

    public HistoryWriter writer() {
        return writer;
    }

    public HistoryReader reader() {
        return reader;
    }

    /** Ends the session. What is under way fails; what waits for the store is given up without an answer. */
    @Override
    public void close() {
        timer.shutdownNow();
        session.close();
    }
}
