package io.parley.topologies.user;

import io.parley.avro.BlockChange;
import io.parley.avro.MuteChange;
import io.parley.avro.PreferenceChange;
import io.parley.avro.Preferences;
import io.parley.avro.PreferencesDelivery;
import io.parley.schemas.ConversationId;
import io.parley.schemas.Topics;
import io.parley.schemas.UserId;
import io.parley.topologies.parts.GatewayDelivery;
import io.parley.topologies.parts.Placement;
import io.parley.topologies.user.preference.UserPreferences;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

import java.time.Instant;
import java.util.List;

/**
 * Applies what users change in their preferences, publishes the result, and sends it to their sessions: all of it each
 * time, whether the change had an effect or not, since a repeat looks the same. The end of a block brings the entry of the
 * two users' direct conversation, which may have had none.
 */
final class PreferenceProcessor extends ContextualProcessor<String, PreferenceChange, String, RouteOutput> {

    private final Topics topics;
    private Placement placement;
    private SessionStores sessions;
    private InboxStore rows;
    private Inboxes inboxes;
    private UserPreferences preferences;

    PreferenceProcessor(Topics topics) {
        this.topics = topics;
    }

    @Override
    public void init(ProcessorContext<String, RouteOutput> context) {
        super.init(context);
        placement = Placement.of(topics.preferenceChanges(), context);
        sessions = SessionStores.in(context);
        rows = InboxStore.in(context);
        inboxes = Inboxes.in(context);
        preferences = UserPreferences.in(context);
    }

    @Override
    public void process(Record<String, PreferenceChange> record) {
        PreferenceChange change = record.value();
        if (change == null || !UserId.isValid(change.getUserId())) {
            return;
        }
        placement.require(change.getUserId());
        Instant at = Instant.ofEpochMilli(record.timestamp());
        if (change.getBody() instanceof BlockChange block) {
            changeBlock(record, block, at);
        } else if (change.getBody() instanceof MuteChange mute) {
            changeMute(record, mute, at);
        }
    }

    private void changeBlock(Record<String, PreferenceChange> record, BlockChange change, Instant at) {
        String userId = record.value().getUserId();
        String otherId = change.getBlockedId();
        if (!UserId.isValid(otherId) || otherId.equals(userId)) {
            return;
        }
        preferences.change(userId, change, at);
        publish(record, userId);
        if (change.getOff()) {
            String direct = ConversationId.direct(new UserId(userId), new UserId(otherId))
                    .toString();
            showEntry(record, userId, direct);
        }
    }

    private void changeMute(Record<String, PreferenceChange> record, MuteChange change, Instant at) {
        String userId = record.value().getUserId();
        String conversationId = change.getConversationId();
        if (!ConversationId.isValid(conversationId) || rows.findMember(userId, conversationId) == null) {
            return;
        }
        preferences.change(userId, change, at);
        publish(record, userId);
        showEntry(record, userId, conversationId);
    }

    private void publish(Record<String, PreferenceChange> record, String userId) {
        Preferences all = preferences.of(userId);
        context().forward(new RouteOutput.ToOthers(all).after(record));
        for (String gatewayId : sessions.of(userId).gatewayIds()) {
            forward(record, GatewayDelivery.of(gatewayId, userId, new PreferencesDelivery(null, 0L, all)));
        }
    }

    private void showEntry(Record<String, PreferenceChange> record, String userId, String conversationId) {
        List<String> gatewayIds = sessions.of(userId).gatewayIds();
        if (!gatewayIds.isEmpty()) {
            inboxes.entry(userId, conversationId)
                    .ifPresent(entry -> gatewayIds.forEach(
                            gatewayId -> forward(record, EventRoute.changedInbox(gatewayId, userId, entry))));
        }
    }

    private void forward(Record<String, PreferenceChange> record, GatewayDelivery delivery) {
        context().forward(new RouteOutput.ToGateway(delivery).after(record));
    }
}
