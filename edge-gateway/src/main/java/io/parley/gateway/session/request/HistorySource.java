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
 * Reads events from the store. Never blocks; stages complete on any thread, and fail while the store is down.
 *
 * <p>The store follows the log, and its rows change. Each answer is current up to a known sequence (a complete page up
 * to its {@code through}, an event up to the awaited one, a target up to {@code readUpTo}), by the order on which
 * {@link HistoryReader} relies; beyond that it may or may not show more.
 */
public interface HistorySource {

    /** Reads a page; one with {@code through} waits until the store has it. */
    CompletionStage<HistoryPage> page(HistoryQuery query);

    /**
     * Reads one event in its form after another one.
     *
     * @param through the event shows the effect of everything up to this sequence; at least its own
     * @param wait the longest wait for both
     * @return empty if it doesn't have them by then
     */
    CompletionStage<Optional<StoredEvent>> event(
            ConversationId conversation, long sequence, long through, Duration wait);

    /**
     * Reads the target of a command, with the sequence up to which it is current.
     *
     * @param head the sequence that the session's own stream has reached: nothing above it is looked for
     * @param wait the longest wait for the event
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
