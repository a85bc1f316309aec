package io.parley.admin.look;

import io.parley.admin.act.ActRefusedException;
import io.parley.admin.act.ActRefusedException.Kind;
import io.parley.admin.act.ReadEvents;
import io.parley.history.HistoryPage;
import io.parley.history.HistoryQuery;
import io.parley.history.HistoryReader;
import io.parley.history.HistorySettings;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Reads events out of the store, as members read them. Blocks; thread-safe. */
public final class EventLooks {

    private final Optional<HistoryReader> store;
    private final Duration patience;

    /**
     * @param store is the caller's to close; empty where the process was given none
     * @param patience how long a page is waited for
     */
    public EventLooks(Optional<HistoryReader> store, Duration patience) {
        this.store = store;
        this.patience = patience;
    }

    /** @throws ActRefusedException if this process was given no store */
    public void requireStore() throws ActRefusedException {
        if (store.isEmpty()) {
            throw new ActRefusedException(
                    Kind.CONFLICT,
                    HistorySettings.CONTACT_POINTS.name()
                            + " is not set: this process knows no store to read events in");
        }
    }

    /**
     * Reads a page: the newest events, or those below a sequence.
     *
     * @param head of the conversation, as its owner knows it
     * @throws ActRefusedException if the store doesn't answer
     */
    public HistoryPage read(ReadEvents act, long head) throws ActRefusedException {
        requireStore();
        HistoryQuery query = act.before().isPresent()
                ? HistoryQuery.before(act.conversation(), act.before().getAsLong(), act.limit(), head)
                : HistoryQuery.newest(act.conversation(), act.limit(), head);
        try {
            return store.get()
                    .page(query.through(head))
                    .toCompletableFuture()
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw unavailable(e.getCause());
        } catch (TimeoutException e) {
            throw unavailable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable(e);
        }
    }

    private static ActRefusedException unavailable(Throwable cause) {
        return new ActRefusedException(
                Kind.UNAVAILABLE, "the store does not answer, though the act is recorded: ask for it again", cause);
    }
}
