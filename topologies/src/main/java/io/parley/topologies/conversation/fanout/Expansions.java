package io.parley.topologies.conversation.fanout;

import io.parley.avro.Added;
import io.parley.avro.Created;
import io.parley.avro.Event;
import io.parley.avro.ExpandedEvent;
import io.parley.avro.Expansion;
import io.parley.avro.Joining;
import io.parley.avro.Member;
import io.parley.topologies.conversation.decision.Head;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes from one event one record for each partition of users that has a recipient. */
final class Expansions {

    private Expansions() {}

    /**
     * Makes the records of an event, in the order of the partitions.
     *
     * @param head the conversation's head after the event
     * @param title the conversation's title after the event; null if it has none
     * @param recipients by partition
     */
    static List<Expansion> of(Event event, Head head, String title, Map<Integer, List<String>> recipients) {
        Set<String> newcomers = newcomers(event);
        List<Expansion> expansions = new ArrayList<>(recipients.size());
        recipients.forEach((partition, userIds) -> expansions.add(new Expansion(
                partition,
                new ExpandedEvent(event, userIds, joining(newcomers, head, title, userIds), head.isLarge()))));
        return expansions;
    }

    static boolean hasNewcomers(Event event) {
        return event.getBody() instanceof Created || event.getBody() instanceof Added;
    }

    /** Lists the users who join by the event. */
    static Set<String> newcomers(Event event) {
        if (event.getBody() instanceof Created created) {
            return created.getMembers().stream().map(Member::getUserId).collect(Collectors.toUnmodifiableSet());
        }
        return event.getBody() instanceof Added added ? Set.copyOf(added.getMembers()) : Set.of();
    }

    private static Joining joining(Set<String> newcomers, Head head, String title, List<String> recipients) {
        if (newcomers.isEmpty()) {
            return null;
        }
        List<String> joining = recipients.stream().filter(newcomers::contains).toList();
        return joining.isEmpty() ? null : new Joining(joining, head.kind(), title, head.isLarge());
    }
}
