package io.parley.topologies.delivery;

import io.parley.avro.internal.ConversationRow;
import io.parley.avro.internal.ConversationState;
import io.parley.avro.internal.MemberState;
import io.parley.avro.internal.SentMark;
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
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the task of a conversation keeps: a small row for the conversation, written with every event, and a row for each
 * member, written when that member changes. So neither a message nor a single newcomer rewrites a roster of 1,000.
 * Rosters that were used last are kept decoded; for the one processor that changes them.
 *
 * <p>All rows are in one store, and what an event makes of the members is written before what it makes of the
 * conversation. A crash may lose the end of what was written, and nothing before it: so the members may be ahead of the
 * head, and never behind it. Of two stores each would lose an end of its own, and an {@code open} that is replayed would be
 * answered with the head after a removal and with the members before it.
 */
final class ConversationStores {

    /** No user has this id. */
    private static final String OF_NOBODY = "";

    private final KeyValueStore<String, ConversationRow> rows;
    private final ConversationCache<Roster> rosters;

    private ConversationStores(KeyValueStore<String, ConversationRow> rows, ConversationCache<Roster> rosters) {
        this.rows = rows;
        this.rosters = rosters;
    }

    /** Adds the store, and gives its name for the processor that uses it. */
    static String addTo(StreamsBuilder builder, AvroSerdes serdes) {
        builder.addStateStore(Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(Names.CONVERSATIONS),
                Serdes.String(),
                serdes.value(ConversationRow.class)));
        return Names.CONVERSATIONS;
    }

    /** @param mostCached how many members the rosters kept decoded in memory may have in all */
    static ConversationStores in(ProcessorContext<?, ?> context, int mostCached) {
        return new ConversationStores(
                context.getStateStore(Names.CONVERSATIONS), new ConversationCache<>(mostCached, Roster::size));
    }

    Optional<Conversation> conversation(String conversationId) {
        return Optional.ofNullable(rows.get(RowKey.of(conversationId, OF_NOBODY)))
                .map(row -> Conversation.of((ConversationState) row.getBody()));
    }

    /** The row of one who is, or lately was, a member; null for others. */
    MemberState member(String conversationId, String userId) {
        ConversationRow row = rows.get(RowKey.of(conversationId, userId));
        return row == null ? null : (MemberState) row.getBody();
    }

    /** All rows of members of a conversation, by user. */
    SortedMap<String, MemberState> members(String conversationId) {
        SortedMap<String, MemberState> members = new TreeMap<>();
        try (KeyValueIterator<String, ConversationRow> iterator =
                rows.prefixScan(RowKey.prefix(conversationId), Serdes.String().serializer())) {
            while (iterator.hasNext()) {
                KeyValue<String, ConversationRow> row = iterator.next();
                if (row.value.getBody() instanceof MemberState member) {
                    members.put(RowKey.item(row.key), member);
                }
            }
        }
        return members;
    }

    Roster roster(String conversationId) {
        return rosters.get(conversationId, this::readRoster);
    }

    private Roster readRoster(String conversationId) {
        SortedMap<String, Membership> memberships = new TreeMap<>();
        members(conversationId).forEach((userId, row) -> memberships.put(userId, Membership.of(row)));
        return new Roster(memberships);
    }

    /** Writes a member's mark into their row, if they still have one. Before the conversation's row, which forgets it. */
    void raise(String conversationId, SentMark mark) {
        MemberState member = member(conversationId, mark.getUserId());
        if (member != null) {
            MemberState raised = SentMarks.raised(member, mark);
            if (!raised.equals(member)) {
                put(conversationId, mark.getUserId(), raised);
            }
        }
    }

    /** Writes a member's row whose membership hasn't changed. */
    void put(String conversationId, String userId, MemberState member) {
        rows.put(RowKey.of(conversationId, userId), new ConversationRow(member));
    }

    /** Writes what an event made of a conversation and its members. What hasn't changed is left as it is. */
    void put(String conversationId, Roster.RosterChange change, Optional<Conversation> before, Conversation after) {
        put(conversationId, change);
        if (!after.equals(before.orElse(null))) {
            rows.put(RowKey.of(conversationId, OF_NOBODY), new ConversationRow(after.toState()));
        }
    }

    /** Leaves the read marks beside the memberships as they are. */
    private void put(String conversationId, Roster.RosterChange change) {
        if (change.changed().isEmpty()) {
            return;
        }
        rosters.put(conversationId, change.roster());
        change.changed().forEach((userId, membership) -> {
            if (membership.stays().isEmpty()) {
                rows.delete(RowKey.of(conversationId, userId));
            } else {
                MemberState member = member(conversationId, userId);
                put(
                        conversationId,
                        userId,
                        member == null
                                ? membership.toState(0, Instant.EPOCH)
                                : membership.toState(member.getRead(), member.getReadAt()));
            }
        });
    }
}
