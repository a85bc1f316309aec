package io.parley.topologies.user;

import io.parley.avro.internal.InboxState;
import io.parley.topologies.parts.RowKey;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

import java.util.Set;
import java.util.TreeSet;

import static org.assertj.core.api.Assertions.assertThat;

/** Holds the keys that index inbox rows against the rows: each row has its key, and there are no others. */
public final class IndexEqualsRows {

    private IndexEqualsRows() {}

    public static void check(KeyValueStore<String, InboxState> store) {
        Set<String> keys = new TreeSet<>();
        Set<String> expected = new TreeSet<>();
        try (KeyValueIterator<String, InboxState> all = store.all()) {
            while (all.hasNext()) {
                KeyValue<String, InboxState> entry = all.next();
                String userId = RowKey.owner(entry.key);
                if (!InboxRowSerde.isIndexKey(entry.value)) {
                    expected.add(InboxIndex.keyOf(userId, RowKey.item(entry.key), InboxCodec.row(entry.value)));
                } else if (!entry.key.equals(InboxIndex.marker(userId))) {
                    keys.add(entry.key);
                }
            }
        }
        assertThat(keys).isEqualTo(expected);
    }
}
