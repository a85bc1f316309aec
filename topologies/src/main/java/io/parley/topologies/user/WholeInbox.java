package io.parley.topologies.user;

import io.parley.avro.InboxDelivery;
import io.parley.avro.InboxEntry;
import io.parley.avro.internal.LiveSession;
import io.parley.topologies.parts.GatewayDelivery;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes the answer to a session's connect: the newest page of the inbox, in pieces of at most {@value #MOST_ENTRIES}
 * entries, the last one marked; one empty piece for an empty inbox.
 */
final class WholeInbox {

    /** With more the record would be larger than it may be. */
    static final int MOST_ENTRIES = 200;

    private WholeInbox() {}

    /** Returns the deliveries in their order. */
    static List<GatewayDelivery> of(String userId, LiveSession session, InboxPage page) {
        List<InboxEntry> entries = page.entries();
        List<GatewayDelivery> deliveries = new ArrayList<>();
        int from = 0;
        do {
            int to = Math.min(from + MOST_ENTRIES, entries.size());
            boolean last = to == entries.size();
            deliveries.add(GatewayDelivery.of(
                    session.getGatewayId(),
                    userId,
                    InboxDelivery.newBuilder()
                            .setUserId(userId)
                            .setSessionId(session.getSessionId())
                            .setEpoch(session.getEpoch())
                            .setWhole(true)
                            .setLast(last)
                            .setConversations(List.copyOf(entries.subList(from, to)))
                            .setNext(last ? page.next() : null)
                            .build()));
            from = to;
        } while (from < entries.size());
        return deliveries;
    }
}
