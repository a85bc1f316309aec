package io.parley.topologies.notify;

import io.parley.avro.internal.ShownState;
import io.parley.schemas.AvroSerdes;
import io.parley.topologies.parts.RowKey;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Stores what the devices of a partition's users show, a row per user and conversation. The badge, which is the number
 * of a user's conversations with a notification, is counted when it is asked for and then kept up to date in memory, for
 * the users who were notified last. For one thread.
 */
final class ShownStore {

    private static final int COUNTED_USERS = 10_000;
    private static final float FULL = 0.75f;

    private final KeyValueStore<String, ShownState> rows;
    private final Map<String, Integer> badges = new LinkedHashMap<>(16, FULL, true) {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
            return size() > COUNTED_USERS;
        }
    };

    private ShownStore(KeyValueStore<String, ShownState> rows) {
        this.rows = rows;
    }

    /** Adds the store and returns its name. */
    static String addTo(StreamsBuilder builder, AvroSerdes serdes) {
        builder.addStateStore(Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(Names.SHOWN), Serdes.String(), serdes.value(ShownState.class)));
        return Names.SHOWN;
    }

    static ShownStore in(ProcessingContext context) {
        return new ShownStore(context.getStateStore(Names.SHOWN));
    }

    /** Reads a row; null if nothing is known of the conversation. */
    Shown find(String userId, String conversationId) {
        ShownState state = rows.get(RowKey.of(userId, conversationId));
        return state == null ? null : Shown.of(state);
    }

    /** @param before the row that this one replaces; null: none */
    void put(String userId, String conversationId, Shown before, Shown after) {
        rows.put(RowKey.of(userId, conversationId), after.toState());
        boolean was = before != null && before.onDevices();
        if (was != after.onDevices()) {
            badges.computeIfPresent(userId, (id, badge) -> after.onDevices() ? badge + 1 : badge - 1);
        }
    }

    /** Returns the number of the user's conversations whose notification is on their devices. */
    int badge(String userId) {
        Integer known = badges.get(userId);
        int badge = known != null ? known : counted(userId);
        badges.put(userId, badge);
        return badge;
    }

    private int counted(String userId) {
        int count = 0;
        try (KeyValueIterator<String, ShownState> all =
                rows.prefixScan(RowKey.prefix(userId), new StringSerializer())) {
            while (all.hasNext()) {
                count += all.next().value.getOnDevices() ? 1 : 0;
            }
        }
        return count;
    }
}
