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
 * Recipients of an event of a large group: subscribers, and the members whom it concerns personally. All others get
 * head updates only.
 *
 * <p>It concerns the sender, who waits for the command's outcome, and those who join or leave by it.
 *
 * @param direct the subscribed users by gateway
 * @param personal by partition, the users who get it through their own task
 */
record LargeGroupReach(Map<String, List<String>> direct, Map<Integer, List<String>> personal) {

    /**
     * @param largeBy the sequence of the event by which the conversation became large
     * @param audience the members at the time of the event, with those who leave by it
     * @param subscriptions as they are before the event
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
