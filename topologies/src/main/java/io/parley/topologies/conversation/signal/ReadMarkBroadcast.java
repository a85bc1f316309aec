package io.parley.topologies.conversation.signal;

import io.parley.avro.Expansion;
import io.parley.avro.ReadDelivery;
import io.parley.schemas.ConversationId;
import io.parley.topologies.conversation.decision.Head;
import io.parley.topologies.conversation.fanout.Addressing;
import io.parley.topologies.conversation.fanout.Alarm;
import io.parley.topologies.conversation.fanout.Throttle;
import io.parley.topologies.conversation.state.ConversationState;
import io.parley.topologies.conversation.subscription.SubscriptionStore;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * Sends read marks that moved to those who have the conversation open: one record for each gateway, at most once per
 * interval, not in large groups.
 *
 * <p>Whose marks moved while the conversation waits is kept in memory alone: after a restart all marks are sent.
 */
public final class ReadMarkBroadcast {

    private final Throttle throttle;
    private final ConversationState state;
    private final ReadMarks marks;
    private final SubscriptionStore subscriptions;
    private final Addressing addressing;
    private final Map<String, Set<String>> movedMeanwhile = new HashMap<>();

    public ReadMarkBroadcast(
            Throttle throttle, ConversationState state, SubscriptionStore subscriptions, Addressing addressing) {
        this.throttle = throttle;
        this.state = state;
        this.marks = new ReadMarks(state);
        this.subscriptions = subscriptions;
        this.addressing = addressing;
    }

    /** Gives what is sent at once now that this user's mark has moved. */
    List<Expansion> moved(ConversationId conversation, Head head, String userId, long nowMs) {
        String conversationId = conversation.toString();
        if (throttle.isDue(conversationId, nowMs)) {
            return told(conversation, head, Set.of(userId));
        }
        movedMeanwhile.computeIfAbsent(conversationId, id -> new TreeSet<>()).add(userId);
        return List.of();
    }

    /** When {@link #due} is to be asked next; {@link Alarm#NEVER} if nothing waits. */
    public long dueMs() {
        return throttle.dueMs();
    }

    /** Gives what had to wait until now, with the conversation that it is of. */
    public void due(long nowMs, BiConsumer<String, Expansion> forward) {
        for (String conversationId : throttle.due(nowMs)) {
            ConversationId conversation = ConversationId.parse(conversationId);
            Set<String> moved = movedMeanwhile.remove(conversationId);
            Optional<Head> head = state.view(conversation).head().filter(known -> !known.isLarge());
            if (head.isPresent()) {
                Collection<String> userIds = moved == null
                        ? state.roster(conversationId).memberships().keySet()
                        : moved;
                told(conversation, head.get(), userIds).forEach(told -> forward.accept(conversationId, told));
            }
        }
    }

    private List<Expansion> told(ConversationId conversation, Head head, Collection<String> userIds) {
        String conversationId = conversation.toString();
        Map<String, List<String>> readers = subscriptions.of(conversationId).users();
        if (readers.isEmpty()) {
            return List.of();
        }
        Map<String, Long> reads = marks.ofThose(conversation, head, userIds);
        if (reads.isEmpty()) {
            return List.of();
        }
        List<Expansion> records = new ArrayList<>(readers.size());
        readers.forEach((gatewayId, open) ->
                records.add(addressing.toGateway(gatewayId, new ReadDelivery(conversationId, reads, open))));
        return records;
    }
}
