package io.parley.topologies.delivery;

import io.parley.avro.Added;
import io.parley.avro.Created;
import io.parley.avro.Event;
import io.parley.avro.EventDelivery;
import io.parley.avro.Removed;
import io.parley.topologies.parts.GatewayDelivery;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * Turns each event into its recipients, by the roster that the same log builds: membership and messages can't be
 * reordered.
 *
 * <p>Up to the event by which a group becomes large, and with it, every member has a record of each event; later ones
 * take the ways of {@link LargeReach}. A replay decides each event as the first time, wherever the state is.
 */
final class ExpandEvents {

    private static final Logger LOG = LoggerFactory.getLogger(ExpandEvents.class);

    private final DeliveryConfig config;
    private final ConversationStores stores;
    private final InterestStore interests;
    private final HeadHints hints;
    private final ToIntFunction<String> partitionOf;

    ExpandEvents(
            DeliveryConfig config,
            ConversationStores stores,
            InterestStore interests,
            HeadHints hints,
            ToIntFunction<String> partitionOf) {
        this.config = config;
        this.stores = stores;
        this.interests = interests;
        this.hints = hints;
        this.partitionOf = partitionOf;
    }

    /**
     * Takes an event, and gives what follows from it, in the order in which it is to go out.
     *
     * @param nowMs the engine's time
     */
    List<Consequence> take(Event event, long nowMs) {
        String conversationId = event.getConversationId();
        Optional<Conversation> before = stores.conversation(conversationId);
        Optional<Conversation> after = Conversation.after(before, event);
        if (after.isEmpty()) {
            LOG.warn(
                    "conversation {} is unknown: event {} has no recipients (its creation is not in the log any more)",
                    conversationId,
                    event.getSequence());
            return List.of();
        }
        Roster.RosterChange change = stores.roster(conversationId).after(event, config.keepLeft());
        Conversation conversation = after.get();
        if (makesLarge(event, conversation, change.roster())) {
            conversation = conversation.grown(event);
        }
        conversation.sent().overflow().ifPresent(mark -> stores.raise(conversationId, mark));
        conversation = conversation.withoutOverflow();
        stores.put(conversationId, change, before, conversation);
        List<Consequence> consequences = reach(event, conversation, change.roster());
        if (event.getBody() instanceof Removed removed) {
            interests.leave(conversationId, removed.getMembers(), event.getSequence());
        }
        if (conversation.largeBefore(event.getSequence())) {
            consequences.addAll(hints.changed(event, conversation, change.roster()));
        }
        if (isHinted(event, conversation)) {
            consequences.addAll(hints.moved(conversationId, conversation, change.roster(), nowMs));
        }
        return consequences;
    }

    private boolean makesLarge(Event event, Conversation conversation, Roster roster) {
        return !conversation.large()
                && (event.getBody() instanceof Added || event.getBody() instanceof Created)
                && roster.size() > config.largeGroupThreshold()
                && roster.sizeAt(event.getSequence()) > config.largeGroupThreshold();
    }

    private List<Consequence> reach(Event event, Conversation conversation, Roster roster) {
        List<Consequence> reach = new ArrayList<>();
        Map<Integer, List<String>> recipients;
        if (conversation.largeBefore(event.getSequence())) {
            LargeReach large = LargeReach.of(
                    event, conversation.largeBy(), roster, interests.of(event.getConversationId()), partitionOf);
            large.direct().forEach((gatewayId, userIds) -> reach.add(direct(event, gatewayId, userIds)));
            recipients = large.personal();
        } else {
            recipients = roster.recipientsOf(event.getSequence(), partitionOf);
        }
        Expansions.of(event, conversation, roster, recipients)
                .forEach(expansion -> reach.add(new Consequence.ToUsers(event.getConversationId(), expansion)));
        return reach;
    }

    private static Consequence direct(Event event, String gatewayId, List<String> userIds) {
        return new Consequence.ToGateway(
                GatewayDelivery.of(gatewayId, event.getConversationId(), new EventDelivery(event, userIds, true)));
    }

    /** All members of a group that is created large get its entry and first event anyway. */
    private static boolean isHinted(Event event, Conversation conversation) {
        return conversation.largeAt(event.getSequence()) && !(event.getBody() instanceof Created);
    }
}
