package io.parley.gateway.session;

import io.parley.history.HistoryPage;
import io.parley.history.HistoryQuery;
import io.parley.history.HistoryReader;
import io.parley.history.StoredEvent;
import io.parley.schemas.ConversationId;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What the gateway asks of the store. Nothing here blocks; stages complete on any thread, and fail while it is away. */
public interface HistorySource {

    /** A page; one with {@code through} waits for the store to have it. */
    CompletionStage<HistoryPage> page(HistoryQuery query);

    /**
     * One event as it stands now.
     *
     * @param wait how long the store may take to have it
     * @return empty if it doesn't have it by then
     */
    CompletionStage<Optional<StoredEvent>> event(ConversationId conversation, long sequence, Duration wait);

    /** The store behind a reader. */
    static HistorySource of(HistoryReader reader) {
        return new HistorySource() {
            @Override
            public CompletionStage<HistoryPage> page(HistoryQuery query) {
                return reader.page(query);
            }

            @Override
            public CompletionStage<Optional<StoredEvent>> event(
                    ConversationId conversation, long sequence, Duration wait) {
                return reader.event(conversation, sequence, wait);
            }
        };
    }
}
