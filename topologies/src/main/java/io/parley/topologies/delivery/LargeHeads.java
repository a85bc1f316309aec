package io.parley.topologies.delivery;

import io.parley.avro.Event;
import io.parley.avro.Renamed;
import io.parley.avro.internal.ExpandedEvent;
import io.parley.avro.internal.LargeHead;
import io.parley.schemas.AvroSerdes;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/**
 * The heads of large groups, as a partition of users has heard of them: once for all the members there, so that no event
 * rewrites a row for each.
 */
final class LargeHeads {

    private final KeyValueStore<String, LargeHead> heads;

    private LargeHeads(KeyValueStore<String, LargeHead> heads) {
        this.heads = heads;
    }

    /** Adds the store, and gives its name for the processors that use it. */
    static String addTo(StreamsBuilder builder, AvroSerdes serdes) {
        builder.addStateStore(Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(Names.LARGE_HEADS), Serdes.String(), serdes.value(LargeHead.class)));
        return Names.LARGE_HEADS;
    }

    static LargeHeads in(ProcessorContext<?, ?> context) {
        return new LargeHeads(context.getStateStore(Names.LARGE_HEADS));
    }

    /** Takes a head, unless a newer one is known. */
    void raise(String conversationId, LargeHead head) {
        LargeHead known = heads.get(conversationId);
        if (known == null || known.getHead() < head.getHead()) {
            heads.put(conversationId, head);
        }
    }

    /** Takes what an event of a large group says of its title, which may be newer than the last hint. */
    void pass(ExpandedEvent expanded) {
        if (!expanded.getLarge()) {
            return;
        }
        Event event = expanded.getEvent();
        if (expanded.getJoining() != null) {
            raise(
                    event.getConversationId(),
                    new LargeHead(event.getSequence(), expanded.getJoining().getTitle()));
        } else if (event.getBody() instanceof Renamed renamed) {
            raise(event.getConversationId(), new LargeHead(event.getSequence(), renamed.getTitle()));
        }
    }

    /** A user's row as it is shown: that of a large group with the head and title that are known here. */
    InboxConversation shown(String conversationId, InboxConversation row) {
        if (!row.large()) {
            return row;
        }
        LargeHead head = heads.get(conversationId);
        return head == null ? row : row.raised(head);
    }
}
