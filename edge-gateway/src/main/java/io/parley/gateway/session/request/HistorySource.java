package io.parley.gateway.session.request;

import io.parley.history.HistoryPage;
import io.parley.history.HistoryQuery;
import io.parley.history.HistoryReader;
import io.parley.history.StoredEvent;
import io.parley.history.StoredTarget;
import io.parley.schemas.ConversationId;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Reads events from the store. Never blocks; stages complete on any thread, and fail while the store is away.
 *
 * <p>The store follows the log, and its rows change. Each answer says up to which sequence it is right (a page that is
 * complete up to its {@code through}, an event up to the one that was waited for, a target up to {@code readUpTo}), by
 * the order that {@link HistoryReader} relies on; beyond that it may show more, and nobody may take it that it doesn't.
 */
public interface HistorySource {

    /** A page; one with {@code through} waits for the store to have it. */
    CompletionStage<HistoryPage> page(HistoryQuery query);

    /**
     * One event as it stands after another.
     *
     * @param through the event shows the effect of everything up to this sequence; at least its own
     * @param wait how long the store may take to have both
     * @return empty if it doesn't have them by then
     */
    CompletionStage<Optional<StoredEvent>> event(
            ConversationId conversation, long sequence, long through, Duration wait);

    /**
     * The event that a command is about, and up to which sequence it shows what became of it.
     *
     * @param head what the session's own stream has reached: nothing above it is looked for
     * @param wait how long the store may take to have the event
     * @return empty if it doesn't have it by then
     */
    CompletionStage<Optional<StoredTarget>> target(
            ConversationId conversation, long sequence, long head, Duration wait);

    /** Adapts a reader. */
    static HistorySource of(HistoryReader reader) {
        return new HistorySource() {
            @Override
            public CompletionStage<HistoryPage> page(HistoryQuery query) {
                return reader.page(query);
            }

            @Override
            public CompletionStage<Optional<StoredEvent>> event(
                    ConversationId conversation, long sequence, long through, Duration wait) {
                return reader.event(conversation, sequence, through, wait);
            }

            @Override
            public CompletionStage<Optional<StoredTarget>> target(
                    ConversationId conversation, long sequence, long head, Duration wait) {
                return reader.target(conversation, sequence, head, wait);
            }
        };
    }
}
