package io.parley.topologies.user;

import io.parley.avro.internal.InboxState;
import io.parley.schemas.AvroSerdes;
import io.parley.topologies.parts.RowKey;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

import java.util.SortedMap;
import java.util.TreeMap;

/** Stores the inboxes of a partition's users: a row per user and conversation, contiguous for each user. */
final class InboxStore {

    private final KeyValueStore<String, InboxState> rows;

    private InboxStore(KeyValueStore<String, InboxState> rows) {
        this.rows = rows;
    }

    /** Adds the store and returns its name. */
    static String addTo(StreamsBuilder builder, AvroSerdes serdes) {
        builder.addStateStore(Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(Names.INBOXES), Serdes.String(), serdes.value(InboxState.class)));
        return Names.INBOXES;
    }

    static InboxStore in(ProcessorContext<?, ?> context) {
        return new InboxStore(context.getStateStore(Names.INBOXES));
    }

    /** Null if the conversation isn't in the user's inbox. */
    InboxConversation find(String userId, String conversationId) {
        InboxState row = rows.get(RowKey.of(userId, conversationId));
        return row == null ? null : InboxConversation.of(row);
    }

    /** Rows by conversation, with those that the user has left but that are not forgotten yet. */
    SortedMap<String, InboxConversation> of(String userId) {
        SortedMap<String, InboxConversation> inbox = new TreeMap<>();
        try (KeyValueIterator<String, InboxState> iterator =
                rows.prefixScan(RowKey.prefix(userId), Serdes.String().serializer())) {
            while (iterator.hasNext()) {
                KeyValue<String, InboxState> row = iterator.next();
                inbox.put(RowKey.item(row.key), InboxConversation.of(row.value));
            }
        }
        return inbox;
    }

    /**
     * Rows of which the user is a member, by conversation.
     *
     * @param after the conversation before the first of them; empty: from the first on
     */
    SortedMap<String, InboxConversation> page(String userId, String after, int limit) {
        SortedMap<String, InboxConversation> page = new TreeMap<>();
        // No conversation id begins with it or is greater.
        try (KeyValueIterator<String, InboxState> iterator =
                rows.range(RowKey.of(userId, after), RowKey.of(userId, "~"))) {
            while (iterator.hasNext() && page.size() < limit) {
                KeyValue<String, InboxState> row = iterator.next();
                InboxConversation conversation = InboxConversation.of(row.value);
                if (conversation.isMember() && !RowKey.item(row.key).equals(after)) {
                    page.put(RowKey.item(row.key), conversation);
                }
            }
        }
        return page;
    }

    void put(String userId, String conversationId, InboxConversation conversation) {
        rows.put(RowKey.of(userId, conversationId), conversation.toState());
    }

    void forget(String userId, String conversationId) {
        rows.delete(RowKey.of(userId, conversationId));
    }
}
