package io.parley.topologies.notify;

import io.parley.avro.internal.DevicesState;
import io.parley.schemas.AvroSerdes;
import io.parley.topologies.notify.device.UserDevices;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** Stores the devices of a partition's users, a row per user: a push needs all of them. */
final class DeviceStore {

    private final KeyValueStore<String, DevicesState> rows;

    private DeviceStore(KeyValueStore<String, DevicesState> rows) {
        this.rows = rows;
    }

    /** Adds the store and returns its name. */
    static String addTo(StreamsBuilder builder, AvroSerdes serdes) {
        builder.addStateStore(Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(Names.DEVICES), Serdes.String(), serdes.value(DevicesState.class)));
        return Names.DEVICES;
    }

    static DeviceStore in(ProcessingContext context) {
        return new DeviceStore(context.getStateStore(Names.DEVICES));
    }

    UserDevices of(String userId) {
        return UserDevices.of(rows.get(userId));
    }

    void put(String userId, UserDevices devices) {
        rows.put(userId, devices.toState());
    }
}
