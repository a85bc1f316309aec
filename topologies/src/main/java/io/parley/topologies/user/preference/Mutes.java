package io.parley.topologies.user.preference;

import io.parley.avro.Mute;
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

/** Stores which conversations the users of a partition have muted, each with the time at which that ends. */
final class Mutes {

    private static final String STORE = "user-mutes";

    /** For good; else ms of the log's clock. */
    private static final long FOR_GOOD = Long.MAX_VALUE;

    private final KeyValueStore<String, Long> rows;

    private Mutes(KeyValueStore<String, Long> rows) {
        this.rows = rows;
    }

    /** Adds the store and returns its name. */
    static String addTo(StreamsBuilder builder) {
        builder.addStateStore(
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(STORE), Serdes.String(), Serdes.Long()));
        return STORE;
    }

    static Mutes in(ProcessorContext<?, ?> context) {
        return new Mutes(context.getStateStore(STORE));
    }

    boolean isMuted(String userId, String conversationId, Instant at) {
        Long until = rows.get(RowKey.of(userId, conversationId));
        return until != null && at.toEpochMilli() < until;
    }

    /** The user's mutes, by conversation; also those that are over. */
    List<Mute> of(String userId) {
        List<Mute> mutes = new ArrayList<>();
        try (KeyValueIterator<String, Long> iterator =
                rows.prefixScan(RowKey.prefix(userId), Serdes.String().serializer())) {
            while (iterator.hasNext()) {
                KeyValue<String, Long> row = iterator.next();
                mutes.add(
                        new Mute(RowKey.item(row.key), row.value == FOR_GOOD ? null : Instant.ofEpochMilli(row.value)));
            }
        }
        return mutes;
    }

    /** @param until null: for good */
    void put(String userId, String conversationId, Instant until) {
        rows.put(RowKey.of(userId, conversationId), until == null ? FOR_GOOD : until.toEpochMilli());
    }

    void remove(String userId, String conversationId) {
        rows.delete(RowKey.of(userId, conversationId));
    }
}
