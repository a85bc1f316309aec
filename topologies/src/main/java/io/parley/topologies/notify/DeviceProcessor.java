package io.parley.topologies.notify;

import io.parley.avro.Device;
import io.parley.schemas.DeviceKey;
import io.parley.schemas.PushReason;
import io.parley.schemas.Topics;
import io.parley.schemas.UserId;
import io.parley.topologies.notify.device.LostBefore;
import io.parley.topologies.notify.device.UserDevices;
import io.parley.topologies.parts.Placement;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Keeps the devices of users, and reports each registration to the owner of the token's record, after it is stored: so
 * the loss that may come back finds it. A removal gets a tombstone, so that compaction doesn't keep it for ever.
 */
final class DeviceProcessor extends ContextualProcessor<String, Device, String, NotifyOutput> {

    private final Topics topics;
    private final int most;
    private Placement placement;
    private DeviceStore devices;

    DeviceProcessor(Topics topics, NotifyConfig config) {
        this.topics = topics;
        this.most = config.devices();
    }

    @Override
    public void init(ProcessorContext<String, NotifyOutput> context) {
        super.init(context);
        placement = Placement.of(topics.devices(), context);
        devices = DeviceStore.in(context);
    }

    @Override
    public void process(Record<String, Device> record) {
        Device device = record.value();
        if (device == null) {
            ended(record);
        } else if (UserId.isValid(device.getUserId()) && !device.getToken().isEmpty()) {
            placement.require(device.getUserId());
            changed(DeviceKey.of(device), device, record.timestamp());
        }
    }

    private void changed(DeviceKey key, Device device, long atMs) {
        UserDevices known = devices.of(key.userId());
        UserDevices now =
                device.getRemoved() ? known.lost(key, atMs, PushReason.REMOVED) : known.registered(device, atMs, most);
        if (now != known) {
            devices.put(key.userId(), now);
        }
        NotifyOutput output =
                device.getRemoved() ? new NotifyOutput.Tombstone(key, atMs) : new NotifyOutput.ToToken(key, atMs);
        context().forward(output.at(atMs));
    }

    private void ended(Record<String, Device> tombstone) {
        if (tombstone.key() == null) {
            return;
        }
        DeviceKey.parse(tombstone.key()).ifPresent(key -> {
            placement.require(key.userId());
            UserDevices known = devices.of(key.userId());
            long atMs = LostBefore.read(tombstone.headers()).orElse(tombstone.timestamp());
            UserDevices now = known.isLive(key) ? known.lost(key, atMs, PushReason.REMOVED) : known;
            if (now != known) {
                devices.put(key.userId(), now);
            }
        });
    }
}
