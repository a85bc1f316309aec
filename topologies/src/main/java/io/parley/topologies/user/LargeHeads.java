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
 * Stores the heads of large groups as a partition of users knows them: once for all members there, so that no event
 * rewrites a row for each.
 */
final class LargeHeads {

    private final KeyValueStore<String, LargeHead> heads;

    private LargeHeads(KeyValueStore<String, LargeHead> heads) {
        this.heads = heads;
    }

    /** Adds the store and returns its name. */
    static String addTo(StreamsBuilder builder, AvroSerdes serdes) {
        builder.addStateStore(Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(Names.LARGE_HEADS), Serdes.String(), serdes.value(LargeHead.class)));
        return Names.LARGE_HEADS;
    }

    static LargeHeads in(ProcessorContext<?, ?> context) {
        return new LargeHeads(context.getStateStore(Names.LARGE_HEADS));
    }

    /**
     * Stores the head of an update, unless a newer one is known, and returns the newest.
     *
     * @param forMembers whether the update is sent to the members; else a later one brings its messages, which are
     *     stored then
     */
    LargeHead raise(String conversationId, LargeHead head, boolean forMembers) {
        LargeHead known = heads.get(conversationId);
        LargeHead next =
                known == null ? forMembers ? head : withNewest(head, List.of()) : raised(known, head, forMembers);
        if (!next.equals(known)) {
            heads.put(conversationId, next);
        }
        return next;
    }

    private static LargeHead raised(LargeHead known, LargeHead head, boolean forMembers) {
        if (head.getTold() > known.getTold()) {
            List<NewestMessage> newest = forMembers ? head.getNewest() : known.getNewest();
            return withNewest(head.getHead() >= known.getHead() ? head : withPlaceOf(known, head), newest);
        }
        // The head is a repeat; but its messages may not have been stored yet.
        return head.getTold() == known.getTold() && forMembers ? withNewest(known, head.getNewest()) : known;
    }

    /**
     * Takes the messages of an update whose head has been passed: after a crash an update may come again behind an event
     * that came after it the first time.
     */
    private static LargeHead withPlaceOf(LargeHead known, LargeHead head) {
        return LargeHead.newBuilder(head)
                .setHead(known.getHead())
                .setTitle(known.getTitle())
                .setActiveAtMs(known.getActiveAtMs())
                .build();
    }

    private static LargeHead withNewest(LargeHead head, List<NewestMessage> newest) {
        return LargeHead.newBuilder(head).setNewest(newest).build();
    }

    /** Stores the title from an event of a large group, which may be newer than the last head update. */
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

    /** The newest message of another user that the partition knows. */
    Optional<NewestMessage> newestFor(String userId, String conversationId) {
        LargeHead head = heads.get(conversationId);
        return head == null
                ? Optional.empty()
                : NewestOfOthers.of(head.getNewest(), userId, NewestMessage::getSenderId);
    }

    /**
     * Whether the message that the row's user was notified of is known here. After a crash rows may be ahead of heads,
     * until the head's update comes again.
     */
    boolean reachesNotified(String conversationId, InboxConversation row) {
        if (!row.large() || row.notified() == null) {
            return true;
        }
        LargeHead head = heads.get(conversationId);
        long known = head == null ? row.head() : Math.max(row.head(), head.getTold());
        return row.notified().getSequence() <= known;
    }

    /** Returns the shown form of a user's row: in a large group with the head and title stored here. */
    InboxConversation shown(String conversationId, InboxConversation row) {
        if (!row.large()) {
            return row;
        }
        LargeHead head = heads.get(conversationId);
        return head == null ? row : row.raised(head);
    }
}
