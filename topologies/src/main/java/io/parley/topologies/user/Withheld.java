package io.parley.topologies.user;

import io.parley.avro.Deleted;
import io.parley.avro.Event;
import io.parley.avro.Push;
import io.parley.avro.Reacted;
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

    /** The event as the inbox sees it: one that counts as nothing. */
    private final Event place;

    private final Previews.Change previews;
    private final EventNotices withdrawals;
    private final Map<String, EventRoute.RowChange> changed = new LinkedHashMap<>();
    private final Map<String, List<String>> usersByGateway = new LinkedHashMap<>();
    private final List<GatewayDelivery> corrected = new ArrayList<>();

    Withheld(Event event, Previews.Change previews) {
        this.event = event;
        this.previews = previews;
        this.place = event.getBody() instanceof Deleted
                ? event
                : new Event(
                        event.getConversationId(),
                        event.getSequence(),
                        event.getCommandId(),
                        event.getSenderId(),
                        event.getSentAt(),
                        new Reacted(event.getSequence(), "", false));
        this.withdrawals = new EventNotices(place, null);
    }

    /**
     * @param row the stored row; null if there is none
     * @param before the row to which the event is applied
     * @param gatewayIds where the user has sessions that hear of the place; none if the conversation is hidden
     */
    void add(String userId, InboxConversation row, InboxConversation before, List<String> gatewayIds) {
        InboxConversation after = withdrawals.after(userId, before, before.after(place, userId), true);
        changed.put(userId, new EventRoute.RowChange(row, after));
        boolean lowers = event.getBody() instanceof Deleted
                && after.isMember()
                && (before.hasPassed(event.getSequence())
                        || before.unread().count() != after.unread().count());
        for (String gatewayId : gatewayIds) {
            usersByGateway.computeIfAbsent(gatewayId, id -> new ArrayList<>()).add(userId);
            if (lowers) {
                corrected.add(EventRoute.changedInbox(
                        gatewayId, userId, after.entry(event.getConversationId(), previews.withheld(userId))));
            }
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
        deliveries.addAll(corrected);
        return deliveries;
    }

    List<Push> pushes() {
        return withdrawals.pushes();
    }
}
