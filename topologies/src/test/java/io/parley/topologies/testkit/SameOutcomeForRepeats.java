package io.parley.topologies.testkit;

import io.parley.avro.ConversationKind;
import io.parley.avro.Created;
import io.parley.avro.Event;
import io.parley.avro.Outcome;
import io.parley.avro.Repeated;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Within a day the same id of the same user in the same conversation takes effect once, and a repeat is answered with
 * the sequence of that one event.
 *
 * <pre>
 *  valid:    send(id) → 7, send(id) → repeated 7       invalid:  send(id) → 7, send(id) → 8 · send(id) → repeated 6
 * </pre>
 */
public final class SameOutcomeForRepeats {

    private static final Duration REMEMBERED = Duration.ofHours(24);

    private final Map<Id, Event> events = new HashMap<>();
    private final Map<String, Event> created = new HashMap<>();

    private record Id(String conversationId, String userId, String commandId) {}

    /** Checks the next event, in the order of decisions. */
    public void check(Event event) {
        Id id = new Id(event.getConversationId(), event.getSenderId(), event.getCommandId());
        Event first = events.put(id, event);
        if (first != null) {
            assertThat(Duration.between(first.getSentAt(), event.getSentAt()))
                    .as("%s took effect again as %s", first, event)
                    .isGreaterThanOrEqualTo(REMEMBERED);
        }
        if (event.getBody() instanceof Created body && body.getKind() == ConversationKind.DIRECT) {
            created.put(event.getConversationId(), event);
        }
    }

    /**
     * Checks the next outcome, in the order of decisions.
     *
     * @param time of the outcome's record
     */
    public void check(Outcome outcome, Instant time) {
        if (!(outcome.getBody() instanceof Repeated repeated)) {
            return;
        }
        Id id = new Id(outcome.getConversationId(), outcome.getUserId(), outcome.getCommandId());
        Event first = events.get(id);
        boolean remembered =
                first != null && Duration.between(first.getSentAt(), time).compareTo(REMEMBERED) < 0;
        // A direct conversation is created once, under any id.
        if (!remembered && repeated.getSequence() == 1) {
            first = created.getOrDefault(outcome.getConversationId(), first);
        }
        assertThat(first).as("what %s repeats", outcome).isNotNull();
        assertThat(repeated.getSequence()).as("the sequence in %s", outcome).isEqualTo(first.getSequence());
    }
}
