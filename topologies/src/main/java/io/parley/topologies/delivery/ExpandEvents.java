package io.parley.topologies.delivery;

import io.parley.avro.Event;
import io.parley.avro.internal.Expansion;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * Turns each event into its recipients, by the roster that the same log builds: membership and messages can't be
 * reordered. It alone changes rosters, hence it may keep them decoded.
 */
final class ExpandEvents extends ContextualProcessor<String, Event, String, Expansion> {

    private static final Logger LOG = LoggerFactory.getLogger(ExpandEvents.class);

    private final DeliveryConfig config;
    private final ToIntFunction<String> partitionOf;
    private ConversationStores stores;
    private RosterCache rosters;

    ExpandEvents(DeliveryConfig config, ToIntFunction<String> partitionOf) {
        this.config = config;
        this.partitionOf = partitionOf;
    }

    @Override
    public void init(ProcessorContext<String, Expansion> context) {
        super.init(context);
        stores = ConversationStores.in(context);
        rosters = new RosterCache(config.cachedMembers());
    }

    @Override
    public void process(Record<String, Event> record) {
        Event event = record.value();
        if (event == null) {
            return;
        }
        String conversationId = event.getConversationId();
        Optional<Conversation> before = stores.conversation(conversationId);
        Optional<Conversation> after = Conversation.after(before, event);
        if (after.isEmpty()) {
            LOG.warn(
                    "conversation {} is unknown: event {} has no recipients (its creation is not in the log any more)",
                    conversationId,
                    event.getSequence());
            return;
        }
        Conversation conversation = after.get();
        Roster.RosterChange change = rosters.get(conversationId, stores::roster).after(event, config.keepLeft());
        if (!after.equals(before)) {
            stores.put(conversationId, conversation);
        }
        if (!change.changed().isEmpty()) {
            stores.put(conversationId, change.changed());
            rosters.put(conversationId, change.roster());
        }
        for (Expansion expansion : Expansions.of(event, conversation, change.roster(), partitionOf)) {
            context().forward(record.withKey(conversationId).withValue(expansion));
        }
    }
}
