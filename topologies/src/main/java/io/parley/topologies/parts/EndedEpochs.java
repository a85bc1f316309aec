package io.parley.topologies.parts;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The newest ended epoch of each gateway, as one partition of users or of conversations knows it. An unknown epoch
 * counts as live; an ended one never revives.
 */
public final class EndedEpochs {

    /** The store of a partition of users. */
    public static final String STORE = "ended-epochs";

    private final KeyValueStore<String, Long> epochs;

    private EndedEpochs(KeyValueStore<String, Long> epochs) {
        this.epochs = epochs;
    }

    /** In memory, since there are as many rows as gateways; restored from its changelog. */
    public static StoreBuilder<KeyValueStore<String, Long>> store() {
        return store(STORE);
    }

    /** Like {@link #store()}, under a name of its own. */
    public static StoreBuilder<KeyValueStore<String, Long>> store(String name) {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.String(), Serdes.Long());
    }

    public static EndedEpochs in(ProcessorContext<?, ?> context) {
        return in(context, STORE);
    }

    public static EndedEpochs in(ProcessorContext<?, ?> context, String name) {
        return new EndedEpochs(context.getStateStore(name));
    }

    public boolean isEnded(String gatewayId, long epoch) {
        Long ended = epochs.get(gatewayId);
        return ended != null && epoch <= ended;
    }

    public void end(String gatewayId, long upToEpoch) {
        if (!isEnded(gatewayId, upToEpoch)) {
            epochs.put(gatewayId, upToEpoch);
        }
    }
}
