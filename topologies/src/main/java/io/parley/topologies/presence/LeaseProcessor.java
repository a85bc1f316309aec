package io.parley.topologies.presence;

import io.parley.avro.GatewayChange;
import io.parley.avro.Lease;
import io.parley.avro.Lost;
import io.parley.avro.Tick;
import io.parley.avro.internal.LeaseState;
import io.parley.schemas.AvroSerdes;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Judges leases: reads leases, verdicts and its own ticks from the one partition of gateways, and writes ticks and
 * verdicts to it. The wall clock only makes the ticks; decisions follow from the log.
 */
final class LeaseProcessor extends ContextualProcessor<String, GatewayChange, String, GatewayChange> {

    /** The key and gateway id of ticks; the id of a gateway can't contain a dot. */
    static final String JUDGE = ".judge";

    private final PresenceConfig config;
    private KeyValueStore<String, LeaseState> store;
    private LeaseJudge judge;

    LeaseProcessor(PresenceConfig config) {
        this.config = config;
    }

    /**
     * Adds the store and returns its name. In memory, since there are as many rows as gateways; restored from its
     * changelog.
     */
    static String addStoreTo(StreamsBuilder builder, AvroSerdes serdes) {
        builder.addStateStore(Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(Names.LEASES), Serdes.String(), serdes.value(LeaseState.class)));
        return Names.LEASES;
    }

    @Override
    public void init(ProcessorContext<String, GatewayChange> context) {
        super.init(context);
        store = context.getStateStore(Names.LEASES);
        judge = new LeaseJudge(config.leaseTime(), config.tickGap());
        context.schedule(
                config.tickInterval(),
                PunctuationType.WALL_CLOCK_TIME,
                now -> context.forward(new Record<>(JUDGE, new GatewayChange(JUDGE, new Tick()), now)));
    }

    @Override
    public void process(Record<String, GatewayChange> record) {
        GatewayChange change = record.value();
        if (change == null) {
            return;
        }
        String gatewayId = change.getGatewayId();
        Instant at = Instant.ofEpochMilli(record.timestamp());
        if (change.getBody() instanceof Lease lease) {
            GatewayLease known = known(gatewayId);
            note(gatewayId, known, GatewayLease.renewed(known, lease.getEpoch(), at));
        } else if (change.getBody() instanceof Lost lost) {
            GatewayLease known = known(gatewayId);
            note(gatewayId, known, GatewayLease.lost(known, lost.getEpoch(), at));
        } else {
            judge.tick(at, all())
                    .forEach(verdict -> context()
                            .forward(record.withKey(verdict.gatewayId())
                                    .withValue(new GatewayChange(verdict.gatewayId(), new Lost(verdict.epoch())))));
        }
    }

    private GatewayLease known(String gatewayId) {
        return GatewayLease.of(store.get(gatewayId));
    }

    private void note(String gatewayId, GatewayLease before, GatewayLease after) {
        if (!after.equals(before)) {
            store.put(gatewayId, after.toState());
        }
    }

    private SortedMap<String, GatewayLease> all() {
        SortedMap<String, GatewayLease> leases = new TreeMap<>();
        try (KeyValueIterator<String, LeaseState> iterator = store.all()) {
            while (iterator.hasNext()) {
                KeyValue<String, LeaseState> row = iterator.next();
                leases.put(row.key, GatewayLease.of(row.value));
            }
        }
        return leases;
    }
}
