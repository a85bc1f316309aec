package io.parley.topologies.conversation.fanout;

import io.parley.avro.Event;
import io.parley.avro.Removed;
import io.parley.topologies.conversation.state.Roster;
import io.parley.topologies.conversation.subscription.Subscriptions;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToIntFunction;

/**
 * Whom an event of a large group reaches: those who have it open, and those whom it concerns personally. Everybody else
 * hears of the head alone.
 *
 * <p>It concerns the sender, who waits for what became of the command, and those who join or leave by it.
 *
 * @param direct by gateway, the users who have it open there
 * @param personal by partition, the users whom it reaches by their own task
 */
record LargeGroupReach(Map<String, List<String>> direct, Map<Integer, List<String>> personal) {

    /**
     * @param largeBy the sequence of the event by which the conversation became large
     * @param audience the members by the time of the event, those who leave by it included
     * @param subscriptions as they are before the event ends any
     * @param partitionOf the partition of a user
     */
    static LargeGroupReach of(
            Event event,
            long largeBy,
            Roster audience,
            Subscriptions subscriptions,
            ToIntFunction<String> partitionOf) {
        SortedSet<String> concerned = new TreeSet<>(subscriptions.earlier(largeBy));
        concerned.addAll(Expansions.newcomers(event));
        if (event.getBody() instanceof Removed removed) {
            concerned.addAll(removed.getMembers());
        }
        concerned.add(event.getSenderId());
        Map<Integer, List<String>> personal = new TreeMap<>();
        for (String userId : concerned) {
            if (audience.has(userId)) {
                personal.computeIfAbsent(partitionOf.applyAsInt(userId), partition -> new ArrayList<>())
                        .add(userId);
            }
        }
        return new LargeGroupReach(subscriptions.direct(largeBy), personal);
    }
}
