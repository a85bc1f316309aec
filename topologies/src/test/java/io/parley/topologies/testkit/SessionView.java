package io.parley.topologies.testkit;

import io.parley.avro.Event;
import io.parley.avro.EventDelivery;
import io.parley.avro.OpenedDelivery;
import io.parley.avro.Outcome;
import io.parley.avro.OutcomeDelivery;
import io.parley.avro.Removed;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One session as its gateway sees it: the deliveries for it, in order, with repeats. */
public final class SessionView {

    private final String userId;
    private final String sessionId;
    private final String gatewayId;
    private final long epoch;
    private final List<Object> delivered = new ArrayList<>();
    private final Set<String> open = new HashSet<>();
    private final Map<String, Long> removedBy = new HashMap<>();

    SessionView(String userId, String sessionId, String gatewayId, long epoch) {
        this.userId = userId;
        this.sessionId = sessionId;
        this.gatewayId = gatewayId;
        this.epoch = epoch;
    }

    void hand(Object body) {
        if (!Addressees.include(body, userId, sessionId)
                || !Addressees.onlyWhereOpen(body).map(open::contains).orElse(true)) {
            return;
        }
        delivered.add(body);
        if (body instanceof OpenedDelivery opened) {
            if (opened.getHead() >= removedBy.getOrDefault(opened.getConversationId(), 0L)) {
                open.add(opened.getConversationId());
            }
        } else if (body instanceof EventDelivery event
                && event.getEvent().getBody() instanceof Removed removed
                && removed.getMembers().contains(userId)) {
            open.remove(event.getEvent().getConversationId());
            removedBy.merge(
                    event.getEvent().getConversationId(), event.getEvent().getSequence(), Math::max);
        }
    }

    void close(String conversationId) {
        open.remove(conversationId);
    }

    /** All deliveries since the session began: bodies of {@code Delivery}. */
    public List<Object> delivered() {
        return List.copyOf(delivered);
    }

    /** The events among the deliveries. */
    public List<Event> events() {
        return delivered.stream()
                .filter(EventDelivery.class::isInstance)
                .map(body -> ((EventDelivery) body).getEvent())
                .toList();
    }

    /** The refusals and repeats among the deliveries. */
    public List<Outcome> outcomes() {
        return delivered.stream()
                .filter(OutcomeDelivery.class::isInstance)
                .map(body -> ((OutcomeDelivery) body).getOutcome())
                .toList();
    }

    public String userId() {
        return userId;
    }

    public String sessionId() {
        return sessionId;
    }

    public String gatewayId() {
        return gatewayId;
    }

    /** The gateway's epoch under which the session was announced. */
    public long epoch() {
        return epoch;
    }
}
