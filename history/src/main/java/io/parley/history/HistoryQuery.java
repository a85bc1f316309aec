package io.parley.history;

import io.parley.schemas.ConversationId;

import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * A query for a page: the events after a sequence, the newest before one, those around one, or the newest of all.
 *
 * @param conversation the conversation of the events
 * @param after the page begins after this sequence; at most one of this, {@code before} and {@code around} is set
 * @param before the page ends below this sequence
 * @param around the page contains this sequence: half of the limit before it, the rest from it on
 * @param through wait until the store has the page, at most up to this sequence
 * @param limit the most events that one page holds, from 1 to {@value #LARGEST_LIMIT}
 * @param head the sequence that the session's own stream has reached: nothing above it is returned
 */
public record HistoryQuery(
        ConversationId conversation,
        OptionalLong after,
        OptionalLong before,
        OptionalLong around,
        OptionalLong through,
        int limit,
        long head) {

    public static final int LARGEST_LIMIT = 200;

    private static final OptionalLong NONE = OptionalLong.empty();

    /** @throws IllegalArgumentException if a number is out of range, or more than one starting point is set */
    public HistoryQuery {
        if (Stream.of(after, before, around).filter(OptionalLong::isPresent).count() > 1) {
            throw new IllegalArgumentException("after, before and around exclude each other");
        }
        if (limit < 1 || limit > LARGEST_LIMIT) {
            throw new IllegalArgumentException("limit: " + limit + " (expected: 1 to " + LARGEST_LIMIT + ")");
        }
        requireSequence("after", after.orElse(0));
        requireSequence("before", before.orElse(0));
        if (around.orElse(1) < 1) {
            throw new IllegalArgumentException("around: " + around.getAsLong() + " (expected: >= 1)");
        }
        requireSequence("through", through.orElse(0));
        requireSequence("head", head);
    }

    /** Queries the events after a sequence, ascending. */
    public static HistoryQuery after(ConversationId conversation, long after, int limit, long head) {
        return new HistoryQuery(conversation, OptionalLong.of(after), NONE, NONE, NONE, limit, head);
    }

    /** Queries the newest events below a sequence. */
    public static HistoryQuery before(ConversationId conversation, long before, int limit, long head) {
        return new HistoryQuery(conversation, NONE, OptionalLong.of(before), NONE, NONE, limit, head);
    }

    /** Queries the events around a sequence: half of the limit before it, the rest from it on. */
    public static HistoryQuery around(ConversationId conversation, long around, int limit, long head) {
        return new HistoryQuery(conversation, NONE, NONE, OptionalLong.of(around), NONE, limit, head);
    }

    /** Queries the newest events. */
    public static HistoryQuery newest(ConversationId conversation, int limit, long head) {
        return new HistoryQuery(conversation, NONE, NONE, NONE, NONE, limit, head);
    }

    /** Returns the same query, answered only once the store has the page, or when the longest wait is over. */
    public HistoryQuery through(long sequence) {
        return new HistoryQuery(conversation, after, before, around, OptionalLong.of(sequence), limit, head);
    }

    private static void requireSequence(String name, long sequence) {
        if (sequence < 0) {
            throw new IllegalArgumentException(name + ": " + sequence + " (expected: >= 0)");
        }
    }
}
