package io.parley.topologies.testkit;

import io.parley.avro.Created;
import io.parley.avro.Event;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The events of each conversation, in the order of the log, are numbered 1, 2, 3, … without gap or repeat; only the
 * first is {@code created}; and no event has an earlier time than the previous one.
 *
 * <pre>
 *  valid:    1 2 3 4       invalid:  1 2 4 · 1 2 2 3 · 1 3 2 · 2 3
 * </pre>
 */
public final class GaplessSequence {

    private final Map<String, Event> last = new HashMap<>();

    /** Checks the next event of the log. */
    public void check(Event event) {
        Event before = last.put(event.getConversationId(), event);
        long expected = before == null ? 1 : before.getSequence() + 1;
        assertThat(event.getSequence())
                .as("the sequence of %s after %s", event, before)
                .isEqualTo(expected);
        assertThat(event.getBody() instanceof Created)
                .as("created first, and only first: %s", event)
                .isEqualTo(expected == 1);
        assertThat(event.getSentAt())
                .as("time of %s", event)
                .isAfterOrEqualTo(before == null ? Instant.MIN : before.getSentAt());
    }

    /** Checks the next events of the log. */
    public GaplessSequence checkAll(Iterable<Event> events) {
        events.forEach(this::check);
        return this;
    }

    /** The sequence of the newest event of a conversation; 0 if there is none. */
    public long head(String conversationId) {
        Event event = last.get(conversationId);
        return event == null ? 0 : event.getSequence();
    }
}
