package io.parley.topologies.delivery;

import io.parley.avro.Outcome;
import io.parley.avro.OutcomeDelivery;
import io.parley.avro.Push;
import io.parley.avro.internal.ExpandedEvent;
import io.parley.avro.internal.Expansion;
import io.parley.avro.internal.HeadMoved;
import io.parley.avro.internal.ReadMoved;
import io.parley.topologies.parts.GatewayDelivery;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

import java.util.List;

/**
 * Hands what happened in conversations to the gateways where the partition's users are, notifies those who are nowhere, and
 * keeps their inboxes.
 */
final class RouteExpansions extends ContextualProcessor<String, Expansion, String, Routed> {

    private SessionStores sessions;
    private InboxStore inboxes;
    private RecentMessages recent;
    private LargeHeads largeHeads;

    @Override
    public void init(ProcessorContext<String, Routed> context) {
        super.init(context);
        sessions = SessionStores.in(context);
        inboxes = InboxStore.in(context);
        recent = RecentMessages.in(context);
        largeHeads = LargeHeads.in(context);
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
        } else if (body instanceof HeadMoved moved) {
            moveHead(record, moved);
        }
    }

    private void routeEvent(Record<String, Expansion> record, ExpandedEvent expanded) {
        String conversationId = expanded.getEvent().getConversationId();
        Notice about = recent.take(expanded.getEvent());
        EventRoute route = EventRoute.of(expanded, about, userId -> inboxes.find(userId, conversationId), sessions::of);
        route.changed().forEach((userId, conversation) -> inboxes.put(userId, conversationId, conversation));
        largeHeads.pass(expanded);
        route.deliveries().forEach(delivery -> forward(record, delivery));
        route.pushes().forEach(push -> forward(record, push));
    }

    /** Tells the members who are connected; a row for each of them is read, and none is written. */
    private void moveHead(Record<String, Expansion> record, HeadMoved moved) {
        String conversationId = moved.getConversationId();
        largeHeads.raise(conversationId, moved.getHead());
        for (String userId : moved.getUserIds()) {
            List<String> gatewayIds = sessions.of(userId).gatewayIds();
            InboxConversation row = gatewayIds.isEmpty() ? null : inboxes.find(userId, conversationId);
            if (row != null && row.isMember()) {
                tell(record, userId, conversationId, row, gatewayIds);
            }
        }
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
        tell(record, userId, conversationId, after, sessions.of(userId).gatewayIds());
        if (before.withdrawsWhenRead(moved.getSequence())) {
            forward(
                    record,
                    Notice.withdrawn(userId, conversationId, before.notified().getSequence()));
        }
    }

    private void tell(
            Record<String, Expansion> record,
            String userId,
            String conversationId,
            InboxConversation row,
            List<String> gatewayIds) {
        InboxConversation shown = largeHeads.shown(conversationId, row);
        for (String gatewayId : gatewayIds) {
            forward(record, EventRoute.changedInbox(gatewayId, userId, conversationId, shown));
        }
    }

    private void forward(Record<String, Expansion> record, GatewayDelivery delivery) {
        context().forward(record.withKey(delivery.key()).withValue(new Routed.ToGateway(delivery)));
    }

    private void forward(Record<String, Expansion> record, Push push) {
        context().forward(record.withKey(push.getUserId()).withValue(new Routed.ToDevices(push)));
    }
}
