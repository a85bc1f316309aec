package io.parley.topologies.sequencer;

import io.parley.schemas.ConversationId;
import io.parley.topologies.sequencer.Decision.Accepted;
import io.parley.topologies.sequencer.Decision.RosterChange;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What the sequencer knows, over its one store. Belongs to one task, as the store does. */
final class SequencerState {

    /** With the half-day that it is now, these are looked at: an id is found for at least 24 hours. */
    private static final int HALF_DAYS_BEFORE = 2;

    private final KeyValueStore<byte[], byte[]> store;
    private final Forgetting forgetting;

    SequencerState(KeyValueStore<byte[], byte[]> store) {
        this.store = store;
        this.forgetting = new Forgetting(store);
    }

    ConversationView view(ConversationId conversation) {
        return new StoredConversation(conversation);
    }

    /** Writes what a decision changes. */
    void apply(ConversationId conversation, Accepted accepted) {
        store.put(StateKeys.head(conversation), StateCodec.encode(accepted.head()));
        for (RosterChange change : accepted.roster()) {
            byte[] key = StateKeys.member(conversation, change.userId());
            if (change instanceof RosterChange.Put put) {
                store.put(key, StateCodec.encode(put.membership()));
            } else {
                store.delete(key);
            }
        }
        int halfDay = StateKeys.halfDay(accepted.head().sentAt());
        byte[] id = StateKeys.id(
                halfDay,
                conversation,
                accepted.event().getSenderId(),
                accepted.event().getCommandId());
        store.put(id, StateCodec.encode(new Remembered(accepted.head().sequence(), accepted.left())));
        forgetting.remembered(halfDay, id);
    }

    /** Drops a few ids that are past their time, if there are any. */
    void forget(long logTime) {
        forgetting.forget(logTime);
    }

    private final class StoredConversation implements ConversationView {

        private final ConversationId conversation;

        StoredConversation(ConversationId conversation) {
            this.conversation = conversation;
        }

        @Override
        public Optional<Head> head() {
            return Optional.ofNullable(store.get(StateKeys.head(conversation))).map(StateCodec::head);
        }

        @Override
        public Optional<Membership> member(String userId) {
            return Optional.ofNullable(store.get(StateKeys.member(conversation, userId)))
                    .map(StateCodec::membership);
        }

        @Override
        public Map<String, Membership> members() {
            Map<String, Membership> members = new LinkedHashMap<>();
            try (KeyValueIterator<byte[], byte[]> entries =
                    store.prefixScan(StateKeys.members(conversation), new ByteArraySerializer())) {
                entries.forEachRemaining(
                        entry -> members.put(StateKeys.user(entry.key), StateCodec.membership(entry.value)));
            }
            return members;
        }

        @Override
        public Optional<Remembered> remembered(String userId, String commandId, long time) {
            int now = StateKeys.halfDay(time);
            for (int halfDay = now; halfDay >= now - HALF_DAYS_BEFORE; halfDay--) {
                byte[] value = store.get(StateKeys.id(halfDay, conversation, userId, commandId));
                if (value != null) {
                    return Optional.of(StateCodec.remembered(value));
                }
            }
            return Optional.empty();
        }
    }
}
