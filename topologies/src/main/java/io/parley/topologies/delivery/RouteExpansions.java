package io.parley.topologies.delivery;

import io.parley.avro.Outcome;
import io.parley.avro.OutcomeDelivery;
import io.parley.avro.Push;
import io.parley.avro.internal.ExpandedEvent;
import io.parley.avro.internal.Expansion;
import io.parley.avro.internal.ReadMoved;
import io.parley.topologies.parts.GatewayDelivery;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Hands what happened in conversations to the gateways where the partition's users are, notifies those who are nowhere, and
 * keeps their inboxes.
 */
final class RouteExpansions extends ContextualProcessor<String, Expansion, String, Routed> {

    private SessionStores sessions;
    private InboxStore inboxes;
    private RecentMessages recent;

    @Override
    public void init(ProcessorContext<String, Routed> context) {
        super.init(context);
        sessions = SessionStores.in(context);
        inboxes = InboxStore.in(context);
        recent = RecentMessages.in(context);
    }

    @Override
    public void process(Record<String, Expansion> record) {
        Object body = record.value().getBody();
        if (body instanceof ExpandedEvent expanded) {
            routeEvent(record, expanded);
        } else if (body instanceof Outcome outcome) {
            for (String gatewayId : sessions.of(outcome.getUserId()).gatewayIds()) {
                forward(record, GatewayDelivery.of(gatewayId, outcome.getUserId(), new OutcomeDelivery(outcome)));
            }
        } else if (body instanceof ReadMoved moved) {
            moveRead(record, moved);
        }
    }

    private void routeEvent(Record<String, Expansion> record, ExpandedEvent expanded) {
        String conversationId = expanded.getEvent().getConversationId();
        Notice about = recent.take(expanded.getEvent());
        EventRoute route = EventRoute.of(expanded, about, userId -> inboxes.find(userId, conversationId), sessions::of);
        route.changed().forEach((userId, conversation) -> inboxes.put(userId, conversationId, conversation));
        route.deliveries().forEach(delivery -> forward(record, delivery));
        route.pushes().forEach(push -> forward(record, push));
    }

    private void moveRead(Record<String, Expansion> record, ReadMoved moved) {
        String userId = moved.getUserId();
        String conversationId = moved.getConversationId();
        InboxConversation before = inboxes.find(userId, conversationId);
        if (before == null || !before.isMember()) {
            return;
        }
        InboxConversation after = before.readUpTo(moved.getSequence());
        if (!after.equals(before)) {
            inboxes.put(userId, conversationId, after);
        }
        for (String gatewayId : sessions.of(userId).gatewayIds()) {
            forward(record, EventRoute.changedInbox(gatewayId, userId, conversationId, after));
        }
        if (before.withdrawsWhenRead(moved.getSequence())) {
            forward(
                    record,
                    Notice.withdrawn(userId, conversationId, before.notified().getSequence()));
        }
    }

    private void forward(Record<String, Expansion> record, GatewayDelivery delivery) {
        context().forward(record.withKey(delivery.key()).withValue(new Routed.ToGateway(delivery)));
    }

    private void forward(Record<String, Expansion> record, Push push) {
        context().forward(record.withKey(push.getUserId()).withValue(new Routed.ToDevices(push)));
    }
}
