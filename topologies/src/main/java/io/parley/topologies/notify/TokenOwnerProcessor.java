package io.parley.topologies.notify;

import io.parley.avro.internal.TokenChange;
import io.parley.avro.internal.TokenOwner;
import io.parley.schemas.AvroSerdes;
import io.parley.topologies.notify.device.Ownership;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** Keeps the owner of each token, and reports to a user that somebody else has one of theirs. */
final class TokenOwnerProcessor extends ContextualProcessor<String, TokenChange, String, TokenChange> {

    private KeyValueStore<String, TokenOwner> owners;

    /** Adds the store and returns its name. */
    static String addStoreTo(StreamsBuilder builder, AvroSerdes serdes) {
        builder.addStateStore(Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(Names.OWNERS), Serdes.String(), serdes.value(TokenOwner.class)));
        return Names.OWNERS;
    }

    @Override
    public void init(ProcessorContext<String, TokenChange> context) {
        super.init(context);
        owners = context.getStateStore(Names.OWNERS);
    }

    @Override
    public void process(Record<String, TokenChange> record) {
        TokenOwner known = owners.get(record.key());
        Ownership ownership = Ownership.after(known, record.value());
        if (!ownership.owner().equals(known)) {
            owners.put(record.key(), ownership.owner());
        }
        ownership
                .lost()
                .ifPresent(lost ->
                        context().forward(record.withKey(lost.getUserId()).withValue(lost)));
    }
}
