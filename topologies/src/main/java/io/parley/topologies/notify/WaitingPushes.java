package io.parley.topologies.notify;

import io.parley.avro.internal.WaitingPush;
import io.parley.schemas.AvroSerdes;
import io.parley.topologies.parts.Alarm;
import io.parley.topologies.parts.RowKey;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Stores the pushes that wait for their turn: the newest of each user and conversation. In memory, since there are few;
 * restored from the changelog, and then in the order in which they are due. For one thread; times are the engine's, in
 * ms.
 */
final class WaitingPushes {

    private final KeyValueStore<String, WaitingPush> rows;
    private final TreeMap<Long, TreeSet<String>> byDue = new TreeMap<>();
    private boolean restored;

    private WaitingPushes(KeyValueStore<String, WaitingPush> rows) {
        this.rows = rows;
    }

    /** Adds the store and returns its name. */
    static String addTo(StreamsBuilder builder, AvroSerdes serdes) {
        builder.addStateStore(Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(Names.WAITING), Serdes.String(), serdes.value(WaitingPush.class)));
        return Names.WAITING;
    }

    static WaitingPushes in(ProcessingContext context) {
        return new WaitingPushes(context.getStateStore(Names.WAITING));
    }

    /** Returns the push that waits; null: none. */
    WaitingPush find(String userId, String conversationId) {
        return rows.get(RowKey.of(userId, conversationId));
    }

    /** Adds a push, in the place of the one that waited. */
    void put(WaitingPush waiting) {
        String key = key(waiting);
        forget(key, rows.get(key));
        rows.put(key, waiting);
        byDue.computeIfAbsent(waiting.getDueMs(), due -> new TreeSet<>()).add(key);
    }

    void remove(WaitingPush waiting) {
        String key = key(waiting);
        forget(key, waiting);
        rows.delete(key);
    }

    /** The time of the next call of {@link #due}: at once after a start; {@link Alarm#NEVER} if nothing waits. */
    long dueMs() {
        if (!restored) {
            return 0;
        }
        return byDue.isEmpty() ? Alarm.NEVER : byDue.firstKey();
    }

    /** Removes and returns those whose turn it is. */
    List<WaitingPush> due(long nowMs) {
        restore();
        List<WaitingPush> due = new ArrayList<>();
        Map<Long, TreeSet<String>> past = byDue.headMap(nowMs, true);
        past.values().forEach(keys -> keys.forEach(key -> due.add(rows.delete(key))));
        past.clear();
        return due;
    }

    private void restore() {
        if (restored) {
            return;
        }
        restored = true;
        byDue.clear();
        try (KeyValueIterator<String, WaitingPush> all = rows.all()) {
            while (all.hasNext()) {
                KeyValue<String, WaitingPush> row = all.next();
                byDue.computeIfAbsent(row.value.getDueMs(), due -> new TreeSet<>())
                        .add(row.key);
            }
        }
    }

    private void forget(String key, WaitingPush before) {
        TreeSet<String> keys = before == null ? null : byDue.get(before.getDueMs());
        if (keys != null) {
            keys.remove(key);
            if (keys.isEmpty()) {
                byDue.remove(before.getDueMs());
            }
        }
    }

    private static String key(WaitingPush waiting) {
        return RowKey.of(waiting.getPush().getUserId(), waiting.getPush().getConversationId());
    }
}
