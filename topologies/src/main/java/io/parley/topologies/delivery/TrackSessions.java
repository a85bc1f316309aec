package io.parley.topologies.delivery;

import io.parley.avro.SessionChange;
import io.parley.avro.SessionState;
import io.parley.avro.internal.LiveSession;
import io.parley.schemas.GatewayId;
import io.parley.topologies.parts.GatewayDelivery;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

import java.time.Duration;
import java.time.Instant;

/**
 * Keeps who is connected where. A connect is answered with the whole inbox, in the order of the user's own task: what
 * came before is in it, what comes after follows it.
 */
final class TrackSessions extends ContextualProcessor<String, SessionChange, String, GatewayDelivery> {

    private final Duration keepLeft;
    private SessionStores sessions;
    private InboxStore inboxes;

    TrackSessions(Duration keepLeft) {
        this.keepLeft = keepLeft;
    }

    @Override
    public void init(ProcessorContext<String, GatewayDelivery> context) {
        super.init(context);
        sessions = SessionStores.in(context);
        inboxes = InboxStore.in(context);
    }

    @Override
    public void process(Record<String, SessionChange> record) {
        SessionChange change = record.value();
        if (change == null || !GatewayId.isValid(change.getGatewayId())) {
            return;
        }
        LiveSession session = new LiveSession(change.getSessionId(), change.getGatewayId(), change.getEpoch());
        if (change.getChange() == SessionState.DISCONNECTED) {
            sessions.disconnect(change.getUserId(), session);
        } else if (change.getChange() == SessionState.CONNECTED && sessions.connect(change.getUserId(), session)) {
            answer(record, session);
        }
    }

    private void answer(Record<String, SessionChange> record, LiveSession session) {
        String userId = record.value().getUserId();
        Instant forgetBefore = Instant.ofEpochMilli(record.timestamp()).minus(keepLeft);
        WholeInbox whole = WholeInbox.of(userId, session, inboxes.of(userId), forgetBefore);
        whole.forgotten().forEach(conversationId -> inboxes.forget(userId, conversationId));
        whole.deliveries()
                .forEach(delivery ->
                        context().forward(record.withKey(delivery.key()).withValue(delivery)));
    }
}
