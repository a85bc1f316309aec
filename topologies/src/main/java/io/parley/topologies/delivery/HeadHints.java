package io.parley.topologies.delivery;

import io.parley.avro.internal.Expansion;
import io.parley.avro.internal.HeadMoved;
import io.parley.avro.internal.LargeHead;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Tells the members of a large group that it has a newer head: one record for each partition of users, at most once per
 * interval. It says what holds when it is told, so the newest head is never the one that is left out.
 */
final class HeadHints {

    private final NewsPace pace;
    private final ConversationStores stores;
    private final ToIntFunction<String> partitionOf;

    HeadHints(NewsPace pace, ConversationStores stores, ToIntFunction<String> partitionOf) {
        this.pace = pace;
        this.stores = stores;
        this.partitionOf = partitionOf;
    }

    /** What is to be told at once now that the head has moved. */
    List<Consequence> moved(String conversationId, Conversation conversation, Roster roster, long nowMs) {
        return pace.isDue(conversationId, nowMs) ? hints(conversationId, conversation, roster) : List.of();
    }

    /** What had to wait until now. */
    List<Consequence> due(long nowMs) {
        List<Consequence> hints = new ArrayList<>();
        for (String conversationId : pace.due(nowMs)) {
            stores.conversation(conversationId)
                    .ifPresent(conversation ->
                            hints.addAll(hints(conversationId, conversation, stores.roster(conversationId))));
        }
        return hints;
    }

    private List<Consequence> hints(String conversationId, Conversation conversation, Roster roster) {
        LargeHead head = new LargeHead(conversation.head(), conversation.title());
        List<Consequence> hints = new ArrayList<>();
        roster.presentBy(partitionOf)
                .forEach((partition, userIds) -> hints.add(new Consequence.ToUsers(
                        conversationId, new Expansion(partition, new HeadMoved(conversationId, head, userIds)))));
        return hints;
    }
}
