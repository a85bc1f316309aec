package io.parley.topologies.presence;

import io.parley.avro.SessionChange;
import io.parley.schemas.GatewayId;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

import java.time.Instant;
import java.util.Optional;

/** Follows the sessions of users and publishes changes of their status. Sessions of ended epochs don't count. */
final class SessionProcessor extends ContextualProcessor<String, SessionChange, String, PresenceNews> {

    private PresenceStores stores;

    @Override
    public void init(ProcessorContext<String, PresenceNews> context) {
        super.init(context);
        stores = PresenceStores.in(context);
    }

    @Override
    public void process(Record<String, SessionChange> record) {
        SessionChange change = record.value();
        if (change == null || !GatewayId.isValid(change.getGatewayId())) {
            return;
        }
        String userId = change.getUserId();
        Instant at = Instant.ofEpochMilli(record.timestamp());
        Optional<PresenceNews> said = stores.isEnded(change.getGatewayId(), change.getEpoch())
                ? stores.endLeftOver(userId, change.getGatewayId(), change.getEpoch(), at)
                : follow(userId, change, at);
        said.ifPresent(news -> context().forward(record.withKey(userId).withValue(news)));
    }

    private Optional<PresenceNews> follow(String userId, SessionChange change, Instant at) {
        UserPresence before = stores.of(userId);
        UserPresence after = after(before, change, at);
        stores.put(userId, after, change.getGatewayId());
        return PresenceNews.between(before, after, userId);
    }

    private static UserPresence after(UserPresence before, SessionChange change, Instant at) {
        return switch (change.getChange()) {
            case CONNECTED -> before.connect(change.getSessionId(), change.getGatewayId(), change.getEpoch());
            case DISCONNECTED -> before.disconnect(change.getSessionId(), change.getEpoch(), at);
            case ONLINE -> before.turn(change.getSessionId(), false);
            case AWAY -> before.turn(change.getSessionId(), true);
        };
    }
}
