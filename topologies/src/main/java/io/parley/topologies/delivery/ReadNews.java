package io.parley.topologies.delivery;

import io.parley.avro.ReadDelivery;
import io.parley.avro.internal.MemberState;
import io.parley.topologies.parts.GatewayDelivery;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Tells those who have a conversation open which read marks moved in it: one record for each gateway, at most once per
 * interval, not in large groups.
 *
 * <p>Whose marks moved while the conversation waits is kept in memory alone: after a restart all marks are told.
 */
final class ReadNews {

    private final NewsPace pace;
    private final ConversationStores stores;
    private final InterestStore interests;
    private final Map<String, Set<String>> movedMeanwhile = new HashMap<>();

    ReadNews(NewsPace pace, ConversationStores stores, InterestStore interests) {
        this.pace = pace;
        this.stores = stores;
        this.interests = interests;
    }

    /** What is to be told at once now that this user's mark has moved to its row. */
    List<Consequence> moved(String conversationId, String userId, long nowMs) {
        if (pace.isDue(conversationId, nowMs)) {
            return told(conversationId, Set.of(userId));
        }
        movedMeanwhile.computeIfAbsent(conversationId, id -> new TreeSet<>()).add(userId);
        return List.of();
    }

    /** What had to wait until now. */
    List<Consequence> due(long nowMs) {
        List<Consequence> told = new ArrayList<>();
        for (String conversationId : pace.due(nowMs)) {
            Set<String> moved = movedMeanwhile.remove(conversationId);
            boolean large =
                    stores.conversation(conversationId).map(Conversation::large).orElse(true);
            if (!large) {
                told.addAll(told(
                        conversationId,
                        moved == null ? stores.members(conversationId).keySet() : moved));
            }
        }
        return told;
    }

    private List<Consequence> told(String conversationId, Collection<String> userIds) {
        Map<String, List<String>> readers = interests.of(conversationId).users();
        if (readers.isEmpty()) {
            return List.of();
        }
        SentMarks sent =
                stores.conversation(conversationId).map(Conversation::sent).orElse(SentMarks.NONE);
        Map<String, Long> reads = new TreeMap<>();
        for (String userId : userIds) {
            MemberState row = stores.member(conversationId, userId);
            // Who has only sent something is known by that.
            if (row != null && Membership.of(row).isMember() && ReadMark.of(row) > 0) {
                addMark(reads, userId, sent.raise(userId, row));
            }
        }
        if (reads.isEmpty()) {
            return List.of();
        }
        List<Consequence> told = new ArrayList<>(readers.size());
        readers.forEach((gatewayId, open) -> told.add(new Consequence.ToGateway(
                GatewayDelivery.of(gatewayId, conversationId, new ReadDelivery(conversationId, reads, open)))));
        return told;
    }

    /** Adds a member's mark, unless they have read nothing yet. */
    static void addMark(Map<String, Long> reads, String userId, MemberState row) {
        long mark = ReadMark.of(row);
        if (mark > 0) {
            reads.put(userId, mark);
        }
    }
}
