package io.parley.topologies.user;

import io.parley.avro.Preferences;
import io.parley.avro.PreferencesDelivery;
import io.parley.avro.SessionChange;
import io.parley.avro.SessionState;
import io.parley.avro.internal.LiveSession;
import io.parley.schemas.GatewayId;
import io.parley.topologies.parts.GatewayDelivery;
import io.parley.topologies.user.preference.UserPreferences;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

import java.time.Instant;
import java.util.Set;
import java.util.SortedMap;

/**
 * Tracks users' sessions. Answers a connect with the whole inbox, in the order of the user's own task: earlier events
 * are in it, later ones follow it. When the last session ends without an orderly close, pushes the messages that may
 * not have arrived. A connect withdraws no notification: the client sends read receipts.
 */
final class SessionProcessor extends ContextualProcessor<String, SessionChange, String, RouteOutput> {

    private final UserConfig config;
    private SessionStores sessions;
    private InboxStore inboxes;
    private UndeliveredMessages swallowed;
    private LargeHeads largeHeads;
    private UserPreferences preferences;

    SessionProcessor(UserConfig config) {
        this.config = config;
    }

    @Override
    public void init(ProcessorContext<String, RouteOutput> context) {
        super.init(context);
        sessions = SessionStores.in(context);
        inboxes = InboxStore.in(context);
        swallowed = UndeliveredMessages.in(context, config);
        largeHeads = LargeHeads.in(context);
        preferences = UserPreferences.in(context);
    }

    @Override
    public void process(Record<String, SessionChange> record) {
        SessionChange change = record.value();
        if (change == null || !GatewayId.isValid(change.getGatewayId())) {
            return;
        }
        LiveSession session = new LiveSession(change.getSessionId(), change.getGatewayId(), change.getEpoch());
        if (change.getChange() == SessionState.DISCONNECTED) {
            boolean none = sessions.disconnect(change.getUserId(), session);
            if (none && !change.getOrderly()) {
                pushSwallowed(record);
            }
        } else if (change.getChange() == SessionState.CONNECTED && sessions.connect(change.getUserId(), session)) {
            answer(record, session);
        }
    }

    private void answer(Record<String, SessionChange> record, LiveSession session) {
        String userId = record.value().getUserId();
        Instant forgetBefore = Instant.ofEpochMilli(record.timestamp()).minus(config.keepLeft());
        SortedMap<String, InboxConversation> inbox = inboxes.of(userId);
        inbox.replaceAll(largeHeads::shown);
        sendPreferences(record, session, inbox);
        WholeInbox whole = WholeInbox.of(userId, session, inbox, forgetBefore);
        whole.forgotten().forEach(conversationId -> inboxes.forget(userId, conversationId));
        whole.deliveries()
                .forEach(delivery -> context()
                        .forward(record.withKey(delivery.key()).withValue(new RouteOutput.ToGateway(delivery))));
    }

    /** Sends the user's preferences before the inbox, if there are any, and removes what they hide. */
    private void sendPreferences(
            Record<String, SessionChange> record, LiveSession session, SortedMap<String, InboxConversation> inbox) {
        String userId = record.value().getUserId();
        Preferences all = preferences.of(userId);
        if (!all.getBlocked().isEmpty()) {
            Set<String> hidden = preferences.hidden(userId);
            inbox.values().removeIf(row -> row.isMember() && row.peer() != null && hidden.contains(row.peer()));
        }
        if (!all.getBlocked().isEmpty() || !all.getMuted().isEmpty()) {
            GatewayDelivery delivery = GatewayDelivery.of(
                    session.getGatewayId(),
                    userId,
                    new PreferencesDelivery(session.getSessionId(), session.getEpoch(), all));
            context().forward(record.withKey(delivery.key()).withValue(new RouteOutput.ToGateway(delivery)));
        }
    }

    private void pushSwallowed(Record<String, SessionChange> record) {
        String userId = record.value().getUserId();
        swallowed
                .of(userId, Instant.ofEpochMilli(record.timestamp()))
                .forEach(push -> context().forward(record.withKey(userId).withValue(new RouteOutput.ToDevices(push))));
    }
}
