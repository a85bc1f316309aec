package io.parley.topologies.user;

import io.parley.avro.Event;
import io.parley.avro.ExpandedEvent;
import io.parley.avro.LargeHead;
import io.parley.avro.NewestMessage;
import io.parley.avro.Renamed;
import io.parley.schemas.AvroSerdes;
import io.parley.topologies.parts.NewestOfOthers;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

import java.util.List;
import java.util.Optional;

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

    /**
     * Takes the head of a hint, unless a newer one is known, and gives the newest.
     *
     * @param told whether it goes to the members; else its news do so by a later one, and are taken then
     */
    LargeHead raise(String conversationId, LargeHead head, boolean told) {
        LargeHead known = heads.get(conversationId);
        LargeHead next = known == null ? told ? head : withNewest(head, List.of()) : raised(known, head, told);
        if (!next.equals(known)) {
            heads.put(conversationId, next);
        }
        return next;
    }

    private static LargeHead raised(LargeHead known, LargeHead head, boolean told) {
        if (head.getTold() > known.getTold() && head.getHead() >= known.getHead()) {
            return withNewest(head, told ? head.getNewest() : known.getNewest());
        }
        // As to what it knows it is a repeat; but its news may not have been taken yet.
        return head.getTold() == known.getTold() && told ? withNewest(known, head.getNewest()) : known;
    }

    private static LargeHead withNewest(LargeHead head, List<NewestMessage> newest) {
        return LargeHead.newBuilder(head).setNewest(newest).build();
    }

    /** Takes what an event of a large group says of its title, which may be newer than the last hint. */
    void pass(ExpandedEvent expanded) {
        if (!expanded.getLarge()) {
            return;
        }
        Event event = expanded.getEvent();
        if (expanded.getJoining() != null) {
            pass(event, expanded.getJoining().getTitle());
        } else if (event.getBody() instanceof Renamed renamed) {
            pass(event, renamed.getTitle());
        }
    }

    private void pass(Event event, String title) {
        LargeHead known = heads.get(event.getConversationId());
        if (known == null || known.getHead() < event.getSequence()) {
            LargeHead.Builder next = known == null ? LargeHead.newBuilder() : LargeHead.newBuilder(known);
            heads.put(
                    event.getConversationId(),
                    next.setHead(event.getSequence())
                            .setTitle(title)
                            .setActiveAtMs(event.getSentAt().toEpochMilli())
                            .build());
        }
    }

    /** The newest message of somebody else that the partition has heard of. */
    Optional<NewestMessage> newestFor(String userId, String conversationId) {
        LargeHead head = heads.get(conversationId);
        return head == null
                ? Optional.empty()
                : NewestOfOthers.of(head.getNewest(), userId, NewestMessage::getSenderId);
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
