package io.parley.topologies.parts;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Indexes a partition's users by gateway: finds the rows that the end of a gateway concerns, without a scan of all
 * others.
 */
public final class GatewayUsers {

    public static final String STORE = "gateway-users";

    private static final long NOT_ENDED = 0;

    /** The time for which an end is remembered: longer than any replay after a crash reaches back. */
    public static final Duration REMEMBERED = Duration.ofMinutes(1);

    private final KeyValueStore<String, Long> rows;

    /** The action on an entry when its gateway's epoch ends. */
    public enum Step {
        KEEP,
        MARK_ENDED,
        REMOVE
    }

    /**
     * A user who has, or lately had, something on the gateway.
     *
     * @param endedAtMs when all rows of the user there ended with the gateway, in ms of the log's clock; 0 if they
     *     didn't
     */
    public record Entry(String userId, long endedAtMs) {

        public boolean ended() {
            return endedAtMs != NOT_ENDED;
        }

        /** Whether the end is so long ago that it can't be repeated any more. */
        public boolean isForgotten(Instant at) {
            return ended() && Instant.ofEpochMilli(endedAtMs).plus(REMEMBERED).isBefore(at);
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

    /** Notes that the user has rows on the gateway. */
    public void add(String gatewayId, String userId) {
        rows.put(RowKey.of(gatewayId, userId), NOT_ENDED);
    }

    /**
     * Applies the step when the gateway's epoch ends. A marked entry stays until it is removed, so that a repeat of the
     * end finds the user again.
     */
    public void take(Step step, String gatewayId, String userId, Instant at) {
        switch (step) {
            case MARK_ENDED -> rows.put(RowKey.of(gatewayId, userId), at.toEpochMilli());
            case REMOVE -> remove(gatewayId, userId);
            case KEEP -> {}
        }
    }

    /** Removes the entry, unless it is marked: the end of its gateway may be repeated. */
    public void removeUnlessEnded(String gatewayId, String userId) {
        Long endedAtMs = rows.get(RowKey.of(gatewayId, userId));
        if (endedAtMs != null && endedAtMs == NOT_ENDED) {
            remove(gatewayId, userId);
        }
    }

    private void remove(String gatewayId, String userId) {
        rows.delete(RowKey.of(gatewayId, userId));
    }

    /** Returns a copy, so that rows may change during an iteration. */
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
