package io.parley.topologies.presence;

import io.parley.avro.Preferences;
import io.parley.schemas.AvroSerdes;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

import java.util.List;

/** Stores whom the users of a partition have blocked, as their owner published it last. */
final class BlockStore {

    private final KeyValueStore<String, Preferences> rows;

    private BlockStore(KeyValueStore<String, Preferences> rows) {
        this.rows = rows;
    }

    /** Adds the store and returns its name. */
    static String addTo(StreamsBuilder builder, AvroSerdes serdes) {
        builder.addStateStore(Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(Names.BLOCKS), Serdes.String(), serdes.value(Preferences.class)));
        return Names.BLOCKS;
    }

    static BlockStore in(ProcessingContext context) {
        return new BlockStore(context.getStateStore(Names.BLOCKS));
    }

    /** Reads the users whom this one has blocked. */
    List<String> of(String userId) {
        Preferences known = rows.get(userId);
        return known == null ? List.of() : known.getBlocked();
    }

    void put(String userId, List<String> blocked) {
        if (blocked.isEmpty()) {
            rows.delete(userId);
        } else {
            rows.put(userId, new Preferences(userId, blocked, List.of()));
        }
    }
}
