package io.parley.topologies.delivery;

import io.parley.avro.Event;
import io.parley.avro.internal.ExpandedEvent;
import io.parley.avro.internal.Expansion;
import io.parley.avro.internal.Joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** From one event to one record for each partition of users that has a recipient. */
final class Expansions {

    private Expansions() {}

    /**
     * The records of an event, in the order of the partitions.
     *
     * @param roster as it is after the event, or later
     * @param recipients by partition
     */
    static List<Expansion> of(
            Event event, Conversation conversation, Roster roster, Map<Integer, List<String>> recipients) {
        boolean large = conversation.largeAt(event.getSequence());
        List<Expansion> expansions = new ArrayList<>(recipients.size());
        recipients.forEach((partition, userIds) -> expansions.add(new Expansion(
                partition,
                new ExpandedEvent(event, userIds, joining(event, conversation, roster, userIds, large), large))));
        return expansions;
    }

    private static Joining joining(
            Event event, Conversation conversation, Roster roster, List<String> recipients, boolean large) {
        if (event.getSequence() > roster.changedBy()) {
            return null;
        }
        List<String> newcomers = recipients.stream()
                .filter(userId -> roster.of(userId).joinedBy(event.getSequence()))
                .toList();
        return newcomers.isEmpty() ? null : new Joining(newcomers, conversation.kind(), conversation.title(), large);
    }
}
