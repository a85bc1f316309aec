package io.parley.topologies.notify;

import io.parley.avro.internal.TokenChange;
import io.parley.schemas.DeviceKey;
import io.parley.schemas.PushReason;
import io.parley.topologies.notify.device.UserDevices;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Takes a token from the user who had it before its present owner. */
final class TakenTokenProcessor extends ContextualProcessor<String, TokenChange, String, NotifyOutput> {

    private DeviceStore devices;

    @Override
    public void init(ProcessorContext<String, NotifyOutput> context) {
        super.init(context);
        devices = DeviceStore.in(context);
    }

    @Override
    public void process(Record<String, TokenChange> record) {
        TokenChange taken = record.value();
        DeviceKey key = new DeviceKey(taken.getUserId(), taken.getPlatform(), taken.getToken());
        UserDevices known = devices.of(key.userId());
        UserDevices now = known.lost(key, taken.getAtMs(), PushReason.FORMER_OWNER);
        if (now == known) {
            return;
        }
        devices.put(key.userId(), now);
        context().forward(new NotifyOutput.Tombstone(key, taken.getAtMs()).at(record.timestamp()));
        context()
                .forward(new NotifyOutput.ToRecord(Sends.lost(key, PushReason.FORMER_OWNER, taken.getAtMs()))
                        .at(record.timestamp()));
    }
}
