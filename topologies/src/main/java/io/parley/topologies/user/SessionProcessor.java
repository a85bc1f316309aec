package io.parley.topologies.user;

import io.parley.avro.InboxPosition;
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

/**
 * Tracks users' sessions. Answers a connect with the newest page of the inbox, in the order of the user's own task:
 * earlier events are in it, later ones follow it. When the last session ends without an orderly close, pushes the
 * messages that may not have arrived. A connect withdraws no notification: the client sends read receipts.
 */
final class SessionProcessor extends ContextualProcessor<String, SessionChange, String, RouteOutput> {

    /** At one connect; the next ones forget the others. */
    private static final int MOST_FORGOTTEN = 200;

    private final UserConfig config;
    private SessionStores sessions;
    private InboxStore rows;
    private Inboxes inboxes;
    private UndeliveredMessages swallowed;
    private UserPreferences preferences;

    SessionProcessor(UserConfig config) {
        this.config = config;
    }

    @Override
    public void init(ProcessorContext<String, RouteOutput> context) {
        super.init(context);
        sessions = SessionStores.in(context);
        rows = InboxStore.in(context);
        inboxes = Inboxes.in(context);
        swallowed = UndeliveredMessages.in(context, config);
        preferences = UserPreferences.in(context);
    }

    @Override
    public void process(Record<String, SessionChange> record) {
        SessionChange change = record.value();
        if (change == null || !GatewayId.isValid(change.getGatewayId())) {
            return;
        }
        if (change.getChange() == SessionState.DISCONNECTED) {
            boolean none = sessions.disconnect(change.getUserId(), session(change, null));
            if (none && !change.getOrderly()) {
                pushSwallowed(record);
            }
        } else if (change.getChange() == SessionState.CONNECTED) {
            connect(record);
        }
    }

    private void connect(Record<String, SessionChange> record) {
        SessionChange change = record.value();
        String userId = change.getUserId();
        if (sessions.endsWithItsEpoch(userId, change.getGatewayId(), change.getEpoch())) {
            return;
        }
        rows.ensureIndexed(userId);
        rows.forget(userId, Instant.ofEpochMilli(record.timestamp()).minus(config.keepLeft()), MOST_FORGOTTEN);
        InboxPage newest = inboxes.page(userId, null, config.inboxPage());
        LiveSession session = session(change, newest.next());
        sessions.connect(userId, session);
        sendPreferences(record, session);
        WholeInbox.of(userId, session, newest)
                .forEach(delivery -> context().forward(new RouteOutput.ToGateway(delivery).after(record)));
    }

    private static LiveSession session(SessionChange change, InboxPosition listedTo) {
        return new LiveSession(change.getSessionId(), change.getGatewayId(), change.getEpoch(), listedTo);
    }

    /** Sends the user's preferences before the inbox, if there are any. */
    private void sendPreferences(Record<String, SessionChange> record, LiveSession session) {
        String userId = record.value().getUserId();
        Preferences all = preferences.of(userId);
        if (!all.getBlocked().isEmpty() || !all.getMuted().isEmpty()) {
            GatewayDelivery delivery = GatewayDelivery.of(
                    session.getGatewayId(),
                    userId,
                    new PreferencesDelivery(session.getSessionId(), session.getEpoch(), all));
            context().forward(new RouteOutput.ToGateway(delivery).after(record));
        }
    }

    private void pushSwallowed(Record<String, SessionChange> record) {
        String userId = record.value().getUserId();
        swallowed
                .of(userId, Instant.ofEpochMilli(record.timestamp()))
                .forEach(push -> context().forward(new RouteOutput.ToDevices(push).after(record)));
    }
}
