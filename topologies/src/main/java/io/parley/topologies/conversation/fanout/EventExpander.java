package io.parley.topologies.conversation.fanout;

import io.parley.avro.Created;
import io.parley.avro.Event;
import io.parley.avro.EventDelivery;
import io.parley.avro.Expansion;
import io.parley.avro.Removed;
import io.parley.topologies.conversation.decision.Head;
import io.parley.topologies.conversation.state.ConversationState;
import io.parley.topologies.conversation.state.Roster;
import io.parley.topologies.conversation.subscription.SubscriptionStore;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Expands each event to its recipients, by the roster of the same decision: membership and messages can't be reordered.
 *
 * <p>Up to and including the event by which a group becomes large, every member gets a record of each event; later
 * events follow {@link LargeGroupReach}.
 */
public final class EventExpander {

    private final ConversationState state;
    private final LargeGroupStore largeGroups;
    private final SubscriptionStore subscriptions;
    private final HeadUpdates headUpdates;
    private final Addressing addressing;

    public EventExpander(
            ConversationState state,
            LargeGroupStore largeGroups,
            SubscriptionStore subscriptions,
            HeadUpdates headUpdates,
            Addressing addressing) {
        this.state = state;
        this.largeGroups = largeGroups;
        this.subscriptions = subscriptions;
        this.headUpdates = headUpdates;
        this.addressing = addressing;
    }

    /**
     * Expands a decided event into records, in the order in which they are sent. The state already has the decision.
     *
     * @param head the conversation's head after the event
     * @param audience the members at the time of the event, with those who join and those who leave by it
     * @param nowMs the engine's time
     */
    public List<Expansion> take(Event event, Head head, Roster audience, long nowMs) {
        String conversationId = event.getConversationId();
        if (head.isLarge()) {
            largeGroups.take(event, head);
        }
        List<Expansion> expansions = reach(event, head, audience);
        if (event.getBody() instanceof Removed removed) {
            subscriptions.leave(conversationId, Set.copyOf(removed.getMembers()));
        }
        if (head.wasLarge()) {
            expansions.addAll(headUpdates.changed(event, audience));
        }
        if (isHinted(event, head)) {
            expansions.addAll(headUpdates.moved(conversationId, nowMs));
        }
        return expansions;
    }

    private List<Expansion> reach(Event event, Head head, Roster audience) {
        List<Expansion> reach = new ArrayList<>();
        Map<Integer, List<String>> recipients;
        if (head.wasLarge()) {
            LargeGroupReach large = LargeGroupReach.of(
                    event,
                    head.largeBy(),
                    audience,
                    subscriptions.of(event.getConversationId()),
                    addressing.partitionOf());
            large.direct()
                    .forEach((gatewayId, userIds) ->
                            reach.add(addressing.toGateway(gatewayId, new EventDelivery(event, userIds, true))));
            recipients = large.personal();
        } else {
            recipients = audience.by(addressing.partitionOf());
        }
        reach.addAll(Expansions.of(event, head, title(event), recipients));
        return reach;
    }

    /** Returns the title if somebody joins by the event: only newcomers need it. */
    private String title(Event event) {
        return Expansions.hasNewcomers(event) ? state.title(event.getConversationId()) : null;
    }

    /** All members of a group that is created large get its entry and first event anyway. */
    private static boolean isHinted(Event event, Head head) {
        return head.isLarge() && !(event.getBody() instanceof Created);
    }
}
