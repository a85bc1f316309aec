package io.parley.topologies.user;

import io.parley.avro.Deleted;
import io.parley.avro.Event;
import io.parley.avro.Push;
import io.parley.avro.WithheldDelivery;
import io.parley.topologies.parts.GatewayDelivery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Routes the place of an event to those recipients who have blocked its sender, and applies it to their inboxes: the
 * head moves, nothing becomes unread and nothing is pushed. A deletion still lowers the count, and withdraws a
 * notification that has nothing left.
 */
final class Withheld {

    private final Event event;

    private final Previews.Change previews;
    private final EventNotices withdrawals;
    private final Map<String, EventRoute.RowChange> changed = new LinkedHashMap<>();
    private final Map<String, List<String>> usersByGateway = new LinkedHashMap<>();
    private final Corrections corrections;

    Withheld(Event event, Previews.Change previews, Corrections corrections) {
        this.event = event;
        this.previews = previews;
        this.withdrawals = new EventNotices(event, null);
        this.corrections = corrections;
    }

    /**
     * @param row the stored row; null if there is none
     * @param before the row to which the event is applied
     * @param gatewayIds where the user has sessions that hear of the place; none if the conversation is hidden
     */
    void add(String userId, InboxConversation row, InboxConversation before, List<String> gatewayIds) {
        InboxConversation place =
                event.getBody() instanceof Deleted ? before.after(event, userId) : before.passed(event);
        InboxConversation after = withdrawals.after(userId, before, place, true);
        changed.put(userId, new EventRoute.RowChange(row, after));
        corrections.add(userId, before, after, gatewayIds, previews.withheld(userId));
        for (String gatewayId : gatewayIds) {
            usersByGateway.computeIfAbsent(gatewayId, id -> new ArrayList<>()).add(userId);
        }
    }

    Map<String, EventRoute.RowChange> changed() {
        return changed;
    }

    List<GatewayDelivery> deliveries() {
        List<GatewayDelivery> deliveries = new ArrayList<>();
        usersByGateway.forEach((gatewayId, userIds) -> deliveries.add(GatewayDelivery.of(
                gatewayId,
                event.getConversationId(),
                new WithheldDelivery(event.getConversationId(), event.getSequence(), event.getSentAt(), userIds))));
        deliveries.addAll(corrections.deliveries());
        return deliveries;
    }

    List<Push> pushes() {
        return withdrawals.pushes();
    }
}
