package io.parley.history;

import io.parley.schemas.ConversationId;

import java.util.OptionalLong;

/**
 * A page that is asked for: the events after a sequence, the newest before one, or the newest of all.
 *
 * @param conversation whose events
 * @param after the page goes on after this sequence; not together with {@code before}
 * @param before the page ends below this sequence
 * @param through wait for the store to have what is asked, at most up to here
 * @param limit the most events that one page holds, from 1 to {@value #LARGEST_LIMIT}
 * @param head what the asking session's own stream has reached: nothing above it is given
 */
public record HistoryQuery(
        ConversationId conversation,
        OptionalLong after,
        OptionalLong before,
        OptionalLong through,
        int limit,
        long head) {

    public static final int LARGEST_LIMIT = 200;

    /** @throws IllegalArgumentException if a number is out of range, or both {@code after} and {@code before} are set */
    public HistoryQuery {
        if (after.isPresent() && before.isPresent()) {
            throw new IllegalArgumentException("after and before exclude each other");
        }
        if (limit < 1 || limit > LARGEST_LIMIT) {
            throw new IllegalArgumentException("limit: " + limit + " (expected: 1 to " + LARGEST_LIMIT + ")");
        }
        requireSequence("after", after.orElse(0));
        requireSequence("before", before.orElse(0));
        requireSequence("through", through.orElse(0));
        requireSequence("head", head);
    }

    /** The events after a sequence, ascending. */
    public static HistoryQuery after(ConversationId conversation, long after, int limit, long head) {
        return new HistoryQuery(
                conversation, OptionalLong.of(after), OptionalLong.empty(), OptionalLong.empty(), limit, head);
    }

    /** The newest events below a sequence. */
    public static HistoryQuery before(ConversationId conversation, long before, int limit, long head) {
        return new HistoryQuery(
                conversation, OptionalLong.empty(), OptionalLong.of(before), OptionalLong.empty(), limit, head);
    }

    /** The newest events. */
    public static HistoryQuery newest(ConversationId conversation, int limit, long head) {
        return new HistoryQuery(
                conversation, OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), limit, head);
    }

    /** The same, answered only once the store has it, or when the longest wait is over. */
    public HistoryQuery through(long sequence) {
        return new HistoryQuery(conversation, after, before, OptionalLong.of(sequence), limit, head);
    }

    private static void requireSequence(String name, long sequence) {
        if (sequence < 0) {
            throw new IllegalArgumentException(name + ": " + sequence + " (expected: >= 0)");
        }
    }
}
