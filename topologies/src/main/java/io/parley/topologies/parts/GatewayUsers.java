package io.parley.topologies.parts;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

import java.util.ArrayList;
import java.util.List;

/**
 * Which users of a partition have anything on a gateway: the way from a gateway that ended to the rows of those
 * concerned, without a look at all the others.
 */
public final class GatewayUsers {

    public static final String STORE = "gateway-users";

    private static final long NOT_ENDED = 0;

    private final KeyValueStore<String, Long> rows;

    /**
     * A user who has, or lately had, something on the gateway.
     *
     * @param endedAtMs when all that the user had there was ended with the gateway, in ms of the log's clock; 0 where it
     *     was not
     */
    public record Entry(String userId, long endedAtMs) {

        public boolean ended() {
            return endedAtMs != NOT_ENDED;
        }
    }

    private GatewayUsers(KeyValueStore<String, Long> rows) {
        this.rows = rows;
    }

    public static StoreBuilder<KeyValueStore<String, Long>> store() {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(STORE), Serdes.String(), Serdes.Long());
    }

    public static GatewayUsers in(ProcessorContext<?, ?> context) {
        return new GatewayUsers(context.getStateStore(STORE));
    }

    /** Notes that the user has something on the gateway. */
    public void add(String gatewayId, String userId) {
        rows.put(RowKey.of(gatewayId, userId), NOT_ENDED);
    }

    /** Notes that what the user had there ended with the gateway; the entry stays until it is removed. */
    public void end(String gatewayId, String userId, long atMs) {
        rows.put(RowKey.of(gatewayId, userId), atMs);
    }

    public void remove(String gatewayId, String userId) {
        rows.delete(RowKey.of(gatewayId, userId));
    }

    /** A copy, so that rows may be changed while it is walked through. */
    public List<Entry> of(String gatewayId) {
        List<Entry> entries = new ArrayList<>();
        try (KeyValueIterator<String, Long> iterator =
                rows.prefixScan(RowKey.prefix(gatewayId), Serdes.String().serializer())) {
            while (iterator.hasNext()) {
                KeyValue<String, Long> row = iterator.next();
                entries.add(new Entry(RowKey.item(row.key), row.value));
            }
        }
        return entries;
    }
}
