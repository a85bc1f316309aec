package io.parley.history;

import io.parley.schemas.ConversationId;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** What the reader needs of a store: the rows of one bucket. */
@FunctionalInterface
interface Shelf {

    /**
     * The newest events between two sequences of the same bucket, both included, newest first; those that are missing
     * are left out.
     */
    CompletionStage<List<StoredEvent>> newest(ConversationId conversation, long from, long to, int limit);

    /** Whether an event is there. */
    default CompletionStage<Boolean> has(ConversationId conversation, long sequence) {
        return newest(conversation, sequence, sequence, 1).thenApply(rows -> !rows.isEmpty());
    }
}
