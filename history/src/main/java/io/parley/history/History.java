package io.parley.history;

import io.parley.runtime.lifecycle.DaemonThreads;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Opens the store: one session, shared by the writer and the reader. Opening never waits for the store and never fails
 * because the store is down; queries then fail, with a {@link HistoryUnavailableException}.
 */
public final class History implements AutoCloseable {

    private final ScheduledExecutorService timer = DaemonThreads.timer("history-timer");
    private final StoreSession session;
    private final HistoryWriter writer;
    private final HistoryReader reader;

    private History(HistoryConfig config, Clock clock) {
        session = new StoreSession(config);
        MessageTable table = new MessageTable(session);
        writer = new HistoryWriter(table, config.timeToLive(), clock);
        reader = new ShelfReader(table, Waiting.on(timer), config.longestWait());
    }

    public static History open(HistoryConfig config) {
        return new History(config, Clock.systemUTC());
    }

    /** Opens the store with a clock, by which rows expire. */
    public static History open(HistoryConfig config, Clock clock) {
        return new History(config, clock);
    }

    /**
     * Creates the keyspace and the table if they are missing, and adds missing columns to a table of an earlier
     * version; everything else stays unchanged. Waits for the store as long as it takes. Only one process at a time may
     * call it: Cassandra doesn't order changes of its schema.
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

    /** Closes the session. Running requests fail; requests that wait for the store are dropped without an answer. */
    @Override
    public void close() {
        timer.shutdownNow();
        session.close();
    }
}
