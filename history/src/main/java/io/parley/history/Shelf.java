package io.parley.history;

import io.parley.schemas.ConversationId;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** The rows of one bucket, as the reader needs them from a store. */
@FunctionalInterface
interface Shelf {

    /**
     * Reads the newest events between two sequences of the same bucket, both included, newest first, without the
     * missing ones.
     */
    CompletionStage<List<StoredEvent>> newest(ConversationId conversation, long from, long to, int limit);

    /** Whether an event exists. */
    default CompletionStage<Boolean> has(ConversationId conversation, long sequence) {
        return newest(conversation, sequence, sequence, 1).thenApply(rows -> !rows.isEmpty());
    }
}
