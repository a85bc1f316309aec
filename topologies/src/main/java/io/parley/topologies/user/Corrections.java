package io.parley.topologies.user;

import io.parley.avro.Deleted;
import io.parley.avro.Event;
import io.parley.avro.InboxEntry;
import io.parley.avro.Message;
import io.parley.avro.MessagePreview;
import io.parley.topologies.parts.GatewayDelivery;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Collects the entries that follow an event, for recipients with a session whose unread count it lowers. */
final class Corrections {

    private final Event event;
    private final UnaryOperator<InboxConversation> shown;
    private final List<GatewayDelivery> deliveries = new ArrayList<>();

    /** @param shown makes the shown form of a row */
    Corrections(Event event, UnaryOperator<InboxConversation> shown) {
        this.event = event;
        this.shown = shown;
    }

    /**
     * Adds a recipient's entry, if it is due.
     *
     * @param preview just after the event; null if there is none
     */
    void add(
            String userId,
            InboxConversation before,
            InboxConversation after,
            List<String> gatewayIds,
            MessagePreview preview) {
        if (!gatewayIds.isEmpty() && lowers(userId, before, after)) {
            InboxEntry entry = shown.apply(after).entry(event.getConversationId(), preview);
            gatewayIds.forEach(gatewayId -> deliveries.add(EventRoute.changedInbox(gatewayId, userId, entry)));
        }
    }

    /** Whether the event may lower the unread count; true again for a repeat, since the first delivery may be lost. */
    private boolean lowers(String userId, InboxConversation before, InboxConversation after) {
        boolean may = event.getBody() instanceof Deleted
                || (event.getBody() instanceof Message && event.getSenderId().equals(userId));
        return may
                && after.isMember()
                && (before.hasPassed(event.getSequence())
                        || shown.apply(before).unread().count()
                                != shown.apply(after).unread().count());
    }

    List<GatewayDelivery> deliveries() {
        return deliveries;
    }
}
