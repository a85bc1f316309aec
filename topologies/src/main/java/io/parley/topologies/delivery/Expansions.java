package io.parley.topologies.delivery;

import io.parley.avro.Event;
import io.parley.avro.internal.ExpandedEvent;
import io.parley.avro.internal.Expansion;
import io.parley.avro.internal.Joining;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/** From one event to one record for each partition of users that has a recipient. */
final class Expansions {

    private Expansions() {}

    /**
     * The records of an event, in ascending order of their partitions.
     *
     * @param roster as it is after the event, or later
     * @param partitionOf the partition of a user
     */
    static List<Expansion> of(
            Event event, Conversation conversation, Roster roster, ToIntFunction<String> partitionOf) {
        List<Expansion> expansions = new ArrayList<>();
        roster.recipientsOf(event.getSequence(), partitionOf)
                .forEach((partition, recipients) -> expansions.add(new Expansion(
                        partition,
                        new ExpandedEvent(event, recipients, joining(event, conversation, roster, recipients)))));
        return expansions;
    }

    private static Joining joining(Event event, Conversation conversation, Roster roster, List<String> recipients) {
        if (event.getSequence() > roster.changedBy()) {
            return null;
        }
        List<String> newcomers = recipients.stream()
                .filter(userId -> roster.of(userId).joinedBy(event.getSequence()))
                .toList();
        return newcomers.isEmpty()
                ? null
                : new Joining(newcomers, conversation.kind(), conversation.title(), conversation.large());
    }
}
