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

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Stores the inboxes of a partition's users: a row per user and conversation, and beside it the key that indexes it (see
 * {@link InboxIndex}). So a page of an inbox costs as much as its rows, however many the user has.
 *
 * <p>A row is written after its key, and a key before the one that it replaces is deleted. So if a crash keeps only a
 * first part, the row is still the old one and has a key, and the repeat of the event moves the key again. A session
 * that connects in between may get the entry twice; without a key it would never get it.
 */
final class InboxStore {

    private final KeyValueStore<String, InboxState> rows;

    private InboxStore(KeyValueStore<String, InboxState> rows) {
        this.rows = rows;
    }

    /** Adds the store and returns its name. */
    static String addTo(StreamsBuilder builder, AvroSerdes serdes) {
        builder.addStateStore(Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(Names.INBOXES),
                Serdes.String(),
                InboxRowSerde.of(serdes.value(InboxState.class))));
        return Names.INBOXES;
    }

    static InboxStore in(ProcessorContext<?, ?> context) {
        return new InboxStore(context.getStateStore(Names.INBOXES));
    }

    /** Null if the conversation isn't in the user's inbox. */
    InboxConversation find(String userId, String conversationId) {
        InboxState row = rows.get(RowKey.of(userId, conversationId));
        return row == null ? null : InboxCodec.row(row);
    }

    /** Null unless the user is a member of the conversation. */
    InboxConversation findMember(String userId, String conversationId) {
        InboxConversation row = find(userId, conversationId);
        return row == null || !row.isMember() ? null : row;
    }

    /**
     * Stores a row, and moves its key.
     *
     * @param before the stored row; null if there is none
     */
    void put(String userId, String conversationId, InboxConversation before, InboxConversation after) {
        String key = InboxIndex.keyOf(userId, conversationId, after);
        String keyBefore = before == null ? null : InboxIndex.keyOf(userId, conversationId, before);
        if (!key.equals(keyBefore)) {
            rows.put(key, InboxRowSerde.INDEXED);
            if (keyBefore != null) {
                rows.delete(keyBefore);
            }
        }
        rows.put(RowKey.of(userId, conversationId), InboxCodec.state(after));
    }

    /**
     * The places of the user's conversations, except large groups, the newest first.
     *
     * @param before only places behind this one; null: from the newest on
     */
    List<Activity> byActivity(String userId, Activity before, int most) {
        return keys(
                InboxIndex.firstByActivity(userId, before),
                InboxIndex.endOfActivity(userId),
                most,
                InboxIndex::activity);
    }

    /** The rows of conversations that were active since, and of all large groups, by conversation. */
    SortedMap<String, InboxConversation> activeSince(String userId, Instant since) {
        SortedMap<String, InboxConversation> active = new TreeMap<>();
        try (KeyValueIterator<String, InboxState> iterator =
                rows.range(InboxIndex.firstByActivity(userId, null), InboxIndex.endOfActivity(userId))) {
            while (iterator.hasNext()) {
                Activity place = InboxIndex.activity(iterator.next().key);
                if (place.atMs() < since.toEpochMilli()) {
                    break;
                }
                active.put(place.conversationId(), find(userId, place.conversationId()));
            }
        }
        largeGroups(userId).forEach(conversationId -> active.put(conversationId, find(userId, conversationId)));
        active.values().removeIf(Objects::isNull);
        return active;
    }

    /**
     * Rows of which the user is a member, by conversation.
     *
     * @param after the id before the first of them, of a conversation or not; empty: from the first on
     */
    SortedMap<String, InboxConversation> page(String userId, String after, int limit) {
        SortedMap<String, InboxConversation> page = new TreeMap<>();
        String firstRow = InboxIndex.firstRow(userId);
        String asked = RowKey.of(userId, after);
        // The keys of the index begin before the rows, and an id that is none may sort among them.
        String first = asked.compareTo(firstRow) < 0 ? firstRow : asked;
        try (KeyValueIterator<String, InboxState> iterator = rows.range(first, InboxIndex.endOfRows(userId))) {
            while (iterator.hasNext() && page.size() < limit) {
                KeyValue<String, InboxState> row = iterator.next();
                InboxConversation conversation = InboxCodec.row(row.value);
                if (conversation.isMember() && !RowKey.item(row.key).equals(after)) {
                    page.put(RowKey.item(row.key), conversation);
                }
            }
        }
        return page;
    }

    /** The large groups of the user. */
    List<String> largeGroups(String userId) {
        return keys(
                InboxIndex.firstLarge(userId),
                InboxIndex.endOfLarge(userId),
                Integer.MAX_VALUE,
                InboxIndex::largeGroup);
    }

    /** Deletes the rows of some conversations that the user left before this time, the earliest first. */
    void forget(String userId, Instant leftBefore, int most) {
        List<String> left =
                keys(InboxIndex.firstLeft(userId), InboxIndex.leftAt(userId, leftBefore), most, Function.identity());
        for (String key : left) {
            String conversationId = InboxIndex.leftConversation(key);
            InboxConversation row = find(userId, conversationId);
            // After a crash there may be a key of a row that is another by now.
            if (row != null && key.equals(InboxIndex.keyOf(userId, conversationId, row))) {
                rows.delete(RowKey.of(userId, conversationId));
            }
            rows.delete(key);
        }
    }

    /** Indexes the rows of a user that were written before there was an index: once, at their next connect. */
    void ensureIndexed(String userId) {
        if (rows.get(InboxIndex.marker(userId)) != null) {
            return;
        }
        List<String> missing = new ArrayList<>();
        try (KeyValueIterator<String, InboxState> iterator =
                rows.range(InboxIndex.firstRow(userId), InboxIndex.endOfRows(userId))) {
            while (iterator.hasNext()) {
                KeyValue<String, InboxState> row = iterator.next();
                missing.add(InboxIndex.keyOf(userId, RowKey.item(row.key), InboxCodec.row(row.value)));
            }
        }
        missing.forEach(key -> rows.put(key, InboxRowSerde.INDEXED));
        rows.put(InboxIndex.marker(userId), InboxRowSerde.INDEXED);
    }

    private <T> List<T> keys(String from, String to, int most, Function<String, T> read) {
        List<T> keys = new ArrayList<>();
        try (KeyValueIterator<String, InboxState> iterator = rows.range(from, to)) {
            while (keys.size() < most && iterator.hasNext()) {
                String key = iterator.next().key;
                if (!key.equals(to)) {
                    keys.add(read.apply(key));
                }
            }
        }
        return keys;
    }
}
