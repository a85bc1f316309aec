package io.parley.topologies.conversation.signal;

import io.parley.avro.Expansion;
import io.parley.avro.ReadDelivery;
import io.parley.schemas.ConversationId;
import io.parley.topologies.conversation.decision.Head;
import io.parley.topologies.conversation.fanout.Addressing;
import io.parley.topologies.conversation.fanout.Throttle;
import io.parley.topologies.conversation.state.ConversationState;
import io.parley.topologies.conversation.subscription.SubscriptionStore;
import io.parley.topologies.parts.Alarm;

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
 * Sends moved read marks to the sessions that have the conversation open: one record per gateway, at most once per
 * interval, not in large groups.
 *
 * <p>Users whose mark moved during the wait are kept in memory alone: after a restart all marks are sent.
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

    /** Returns the records to send at once after a user's mark has moved. */
    List<Expansion> moved(ConversationId conversation, Head head, String userId, long nowMs) {
        String conversationId = conversation.toString();
        if (throttle.isDue(conversationId, nowMs)) {
            return deliveries(conversation, head, Set.of(userId));
        }
        movedMeanwhile.computeIfAbsent(conversationId, id -> new TreeSet<>()).add(userId);
        return List.of();
    }

    /** The time of the next call of {@link #due}; {@link Alarm#NEVER} if nothing waits. */
    public long dueMs() {
        return throttle.dueMs();
    }

    /** Passes on the records that were delayed until now, with their conversation. */
    public void due(long nowMs, BiConsumer<String, Expansion> forward) {
        for (String conversationId : throttle.due(nowMs)) {
            ConversationId conversation = ConversationId.parse(conversationId);
            Set<String> moved = movedMeanwhile.remove(conversationId);
            Optional<Head> head = state.view(conversation).head().filter(known -> !known.isLarge());
            if (head.isPresent()) {
                Collection<String> userIds =
                        moved == null ? state.reads(conversation).keySet() : moved;
                deliveries(conversation, head.get(), userIds).forEach(record -> forward.accept(conversationId, record));
            }
        }
    }

    private List<Expansion> deliveries(ConversationId conversation, Head head, Collection<String> userIds) {
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
