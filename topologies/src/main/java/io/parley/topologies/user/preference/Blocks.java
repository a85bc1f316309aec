package io.parley.topologies.user.preference;

import io.parley.avro.internal.BlockState;
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

/**
 * Stores whom the users of a partition have blocked: a row for each pair, so that one look-up decides about a message.
 */
final class Blocks {

    private static final String STORE = "user-blocks";

    private final KeyValueStore<String, BlockState> rows;

    private Blocks(KeyValueStore<String, BlockState> rows) {
        this.rows = rows;
    }

    /** Adds the store and returns its name. */
    static String addTo(StreamsBuilder builder, AvroSerdes serdes) {
        builder.addStateStore(Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(STORE), Serdes.String(), serdes.value(BlockState.class)));
        return STORE;
    }

    static Blocks in(ProcessorContext<?, ?> context) {
        return new Blocks(context.getStateStore(STORE));
    }

    /** Null if the user hasn't blocked the other one. */
    Block find(String userId, String otherId) {
        return Block.of(rows.get(RowKey.of(userId, otherId)));
    }

    /** The user's blocks, by the blocked user. */
    SortedMap<String, Block> of(String userId) {
        SortedMap<String, Block> blocks = new TreeMap<>();
        try (KeyValueIterator<String, BlockState> iterator =
                rows.prefixScan(RowKey.prefix(userId), Serdes.String().serializer())) {
            while (iterator.hasNext()) {
                KeyValue<String, BlockState> row = iterator.next();
                blocks.put(RowKey.item(row.key), Block.of(row.value));
            }
        }
        return blocks;
    }

    void put(String userId, String otherId, Block block) {
        rows.put(RowKey.of(userId, otherId), block.toState());
    }

    void remove(String userId, String otherId) {
        rows.delete(RowKey.of(userId, otherId));
    }
}
