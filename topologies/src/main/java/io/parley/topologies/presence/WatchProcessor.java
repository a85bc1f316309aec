package io.parley.topologies.presence;

import io.parley.avro.Watch;
import io.parley.schemas.GatewayId;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

import java.time.Instant;
import java.util.List;

/** Keeps which gateways watch which users, and answers each new watch with the current status at once. */
final class WatchProcessor extends ContextualProcessor<String, Watch, String, PresenceNews> {

    private PresenceStores stores;

    @Override
    public void init(ProcessorContext<String, PresenceNews> context) {
        super.init(context);
        stores = PresenceStores.in(context);
    }

    @Override
    public void process(Record<String, Watch> record) {
        Watch watch = record.value();
        if (watch == null || !GatewayId.isValid(watch.getGatewayId())) {
            return;
        }
        String userId = watch.getUserId();
        String gatewayId = watch.getGatewayId();
        if (stores.isEnded(gatewayId, watch.getEpoch())) {
            Instant at = Instant.ofEpochMilli(record.timestamp());
            stores.endLeftOver(userId, gatewayId, watch.getEpoch(), at)
                    .ifPresent(news -> context().forward(record.withKey(userId).withValue(news)));
            return;
        }
        UserPresence before = stores.of(userId);
        UserPresence after = watch.getWatching()
                ? before.watch(gatewayId, watch.getEpoch())
                : before.unwatch(gatewayId, watch.getEpoch());
        stores.put(userId, after, gatewayId);
        if (watch.getWatching()) {
            context()
                    .forward(record.withKey(userId)
                            .withValue(PresenceNews.unchanged(userId, after, List.of(gatewayId))));
        }
    }
}
