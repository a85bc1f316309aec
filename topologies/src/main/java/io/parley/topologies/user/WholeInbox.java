package io.parley.topologies.user;

import io.parley.avro.InboxDelivery;
import io.parley.avro.InboxEntry;
import io.parley.avro.internal.LiveSession;
import io.parley.topologies.parts.GatewayDelivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * The answer to a session's connect: the whole inbox, in pieces of at most {@value #MOST_ENTRIES} entries, the last one
 * marked; one empty piece for an empty inbox.
 *
 * @param deliveries in their order
 * @param forgotten conversations that the user left so long ago that their rows can be deleted
 */
record WholeInbox(List<GatewayDelivery> deliveries, List<String> forgotten) {

    static final int MOST_ENTRIES = 200;

    /** @param forgetBefore rows of conversations left before this time can be deleted */
    static WholeInbox of(
            String userId, LiveSession session, SortedMap<String, InboxConversation> inbox, Instant forgetBefore) {
        List<InboxEntry> entries = new ArrayList<>();
        List<String> forgotten = new ArrayList<>();
        inbox.forEach((conversationId, conversation) -> {
            if (conversation.isMember()) {
                entries.add(conversation.entry(conversationId));
            } else if (conversation.leftAt().isBefore(forgetBefore)) {
                forgotten.add(conversationId);
            }
        });
        List<GatewayDelivery> deliveries = new ArrayList<>();
        int from = 0;
        do {
            int to = Math.min(from + MOST_ENTRIES, entries.size());
            deliveries.add(GatewayDelivery.of(
                    session.getGatewayId(),
                    userId,
                    new InboxDelivery(
                            userId,
                            session.getSessionId(),
                            session.getEpoch(),
                            true,
                            to == entries.size(),
                            List.copyOf(entries.subList(from, to)))));
            from = to;
        } while (from < entries.size());
        return new WholeInbox(deliveries, forgotten);
    }
}
