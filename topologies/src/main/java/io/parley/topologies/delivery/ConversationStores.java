package io.parley.topologies.delivery;

import io.parley.avro.internal.ConversationState;
import io.parley.avro.internal.MemberState;
import io.parley.schemas.AvroSerdes;
import io.parley.topologies.parts.RowKey;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the task of a conversation keeps: a small row for the conversation, written with every event, and a row for each
 * member, written when that member changes. So neither a message nor a single newcomer rewrites a roster of 1,000.
 * Rosters that were used last are kept decoded; for the one processor that changes them.
 */
final class ConversationStores {

    private final KeyValueStore<String, ConversationState> conversations;
    private final KeyValueStore<String, MemberState> members;
    private final ConversationCache<Roster> rosters;

    private ConversationStores(
            KeyValueStore<String, ConversationState> conversations,
            KeyValueStore<String, MemberState> members,
            ConversationCache<Roster> rosters) {
        this.conversations = conversations;
        this.members = members;
        this.rosters = rosters;
    }

    /** Adds the stores, and gives their names for the processor that uses them. */
    static List<String> addTo(StreamsBuilder builder, AvroSerdes serdes) {
        builder.addStateStore(Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(Names.CONVERSATIONS),
                Serdes.String(),
                serdes.value(ConversationState.class)));
        builder.addStateStore(Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(Names.MEMBERS), Serdes.String(), serdes.value(MemberState.class)));
        return List.of(Names.CONVERSATIONS, Names.MEMBERS);
    }

    /** @param mostCached how many members the rosters kept decoded in memory may have in all */
    static ConversationStores in(ProcessorContext<?, ?> context, int mostCached) {
        return new ConversationStores(
                context.getStateStore(Names.CONVERSATIONS),
                context.getStateStore(Names.MEMBERS),
                new ConversationCache<>(mostCached, Roster::size));
    }

    Optional<Conversation> conversation(String conversationId) {
        return Optional.ofNullable(conversations.get(conversationId)).map(Conversation::of);
    }

    void put(String conversationId, Conversation conversation) {
        conversations.put(conversationId, conversation.toState());
    }

    /** The row of one who is, or lately was, a member; null for others. */
    MemberState member(String conversationId, String userId) {
        return members.get(RowKey.of(conversationId, userId));
    }

    /** All rows of a conversation, by user. */
    SortedMap<String, MemberState> members(String conversationId) {
        SortedMap<String, MemberState> rows = new TreeMap<>();
        try (KeyValueIterator<String, MemberState> iterator = members.prefixScan(
                RowKey.prefix(conversationId), Serdes.String().serializer())) {
            while (iterator.hasNext()) {
                KeyValue<String, MemberState> row = iterator.next();
                rows.put(RowKey.item(row.key), row.value);
            }
        }
        return rows;
    }

    Roster roster(String conversationId) {
        return rosters.get(conversationId, this::readRoster);
    }

    private Roster readRoster(String conversationId) {
        SortedMap<String, Membership> memberships = new TreeMap<>();
        members(conversationId).forEach((userId, row) -> memberships.put(userId, Membership.of(row)));
        return new Roster(memberships);
    }

    /** Writes a row whose membership hasn't changed. */
    void put(String conversationId, String userId, MemberState row) {
        members.put(RowKey.of(conversationId, userId), row);
    }

    /** Writes changed memberships, and leaves the read marks beside them as they are. */
    void put(String conversationId, Roster.RosterChange change) {
        if (change.changed().isEmpty()) {
            return;
        }
        rosters.put(conversationId, change.roster());
        change.changed().forEach((userId, membership) -> {
            if (membership.stays().isEmpty()) {
                members.delete(RowKey.of(conversationId, userId));
            } else {
                MemberState row = member(conversationId, userId);
                put(
                        conversationId,
                        userId,
                        row == null
                                ? membership.toState(0, Instant.EPOCH)
                                : membership.toState(row.getRead(), row.getReadAt()));
            }
        });
    }
}
