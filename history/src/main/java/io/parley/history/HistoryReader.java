package io.parley.history;

import io.parley.schemas.ConversationId;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Reads events of conversations from the store.
 *
 * <p>The store follows the log, and its rows change: edits, deletions and reactions are written into the rows of their
 * targets. Each answer says up to which sequence it is right (a page that is complete up to its {@code through}, an event
 * up to the one that was waited for, a target up to {@code readUpTo}); beyond that it may show more, and nobody may take
 * it that it doesn't.
 *
 * <p>Whether somebody may read a conversation, and up to which head, is the caller's business. Safe for many threads;
 * nothing blocks, and stages complete on threads of the store, so nothing that follows may block there, and what belongs
 * to an event loop has to go back to it. While the store is away they fail with {@link HistoryUnavailableException}.
 */
public interface HistoryReader {

    /**
     * Answers a query; one with {@code through} waits for the store to have its page, up to the longest wait. A page has
     * no gap, and one that is complete shows the effect of everything up to {@code through}, or else the head.
     */
    CompletionStage<HistoryPage> page(HistoryQuery query);

    /**
     * Reads one event as it is after a later one, such as the answer to a repeated command: waits until the store has
     * the later one, and only then reads.
     *
     * @param through the event shows the effect of everything up to this sequence; at least its own
     * @param wait the longest wait
     * @return empty if the store doesn't have both by then
     */
    CompletionStage<Optional<StoredEvent>> event(
            ConversationId conversation, long sequence, long through, Duration wait);

    /**
     * Reads the target of a command, with the sequence up to which it is current: looks for the newest row first, and
     * reads the target after it.
     *
     * @param sequence of the event; not above the head
     * @param head the sequence that the session's own stream has reached: nothing above it is looked for
     * @param wait the longest wait for the event
     * @return empty if the store doesn't have the event by then
     */
    CompletionStage<Optional<StoredTarget>> target(
            ConversationId conversation, long sequence, long head, Duration wait);
}
