package io.parley.topologies.conversation.state;

import io.parley.schemas.ConversationId;
import io.parley.topologies.conversation.decision.ConversationView;
import io.parley.topologies.conversation.decision.Decision.Accepted;
import io.parley.topologies.conversation.decision.Decision.Change;
import io.parley.topologies.conversation.decision.Head;
import io.parley.topologies.conversation.decision.Membership;
import io.parley.topologies.conversation.decision.Remembered;
import io.parley.topologies.conversation.decision.Touched;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * Stores what a conversation's task knows of it, in one store: order, roster, recent outcomes and touches, read marks.
 * Keeps the rosters used last decoded. Belongs to one task, as the store does.
 */
public final class ConversationState {

    public static final String STORE = "conversation-state";

    private final KeyValueStore<byte[], byte[]> store;
    private final DedupExpiry forgetting;
    private final ConversationCache<Roster> rosters;

    /** @param mostCached the members, over all rosters, that are kept decoded in memory */
    ConversationState(KeyValueStore<byte[], byte[]> store, int mostCached) {
        this.store = store;
        this.forgetting = new DedupExpiry(store);
        this.rosters = new ConversationCache<>(mostCached, Roster::size);
    }

    /** Adds the store and returns its name. */
    public static String addTo(StreamsBuilder builder) {
        builder.addStateStore(Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(STORE), Serdes.ByteArray(), Serdes.ByteArray())
                // A cache would only delay the changelog: every head is written once per command anyway.
                .withCachingDisabled());
        return STORE;
    }

    /** @param mostCached the members, over all rosters, that are kept decoded in memory */
    public static ConversationState in(ProcessorContext<?, ?> context, int mostCached) {
        return new ConversationState(context.getStateStore(STORE), mostCached);
    }

    public Roster roster(String conversationId) {
        return rosters.get(
                conversationId,
                id -> new Roster(new TreeMap<>(view(ConversationId.parse(id)).members())));
    }

    /** Null if the conversation has no title. */
    public String title(String conversationId) {
        return view(ConversationId.parse(conversationId)).title().orElse(null);
    }

    /** The sequence of a user's last read receipt; 0 if there is none. */
    public long read(ConversationId conversation, String userId) {
        byte[] value = store.get(StateKeys.read(conversation, userId));
        return value == null ? 0 : StateCodec.read(value);
    }

    /** The sequences of the last read receipts, by user. */
    public Map<String, Long> reads(ConversationId conversation) {
        Map<String, Long> reads = new HashMap<>();
        try (KeyValueIterator<byte[], byte[]> entries =
                store.prefixScan(StateKeys.reads(conversation), new ByteArraySerializer())) {
            entries.forEachRemaining(entry -> reads.put(StateKeys.user(entry.key), StateCodec.read(entry.value)));
        }
        return reads;
    }

    /** Moves a user's read mark; it never moves back. */
    public void moveRead(ConversationId conversation, String userId, long sequence) {
        if (sequence > read(conversation, userId)) {
            putRead(conversation, userId, sequence);
        }
    }

    /** Writes a user's read mark, which is known to be greater than the stored one. */
    public void putRead(ConversationId conversation, String userId, long sequence) {
        store.put(StateKeys.read(conversation, userId), StateCodec.encodeRead(sequence));
    }

    public ConversationView view(ConversationId conversation) {
        return new StoredConversation(conversation);
    }

    /** Writes the changes of a decision. */
    public void apply(ConversationId conversation, Accepted accepted) {
        store.put(StateKeys.head(conversation), StateCodec.encode(accepted.head()));
        new Writing(conversation, accepted).apply();
        if (Roster.isChangedBy(accepted.changes())) {
            rosters.change(accepted.event().getConversationId(), roster -> roster.after(accepted.changes()));
        }
    }

    /** Drops some expired entries, if there are any. */
    public void forget(long logTime) {
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
        public Optional<String> title() {
            return Optional.ofNullable(store.get(StateKeys.title(conversation))).map(StateCodec::title);
        }

        @Override
        public Optional<Remembered> remembered(String userId, String commandId, long time) {
            return lately(time, halfDay -> StateKeys.id(halfDay, conversation, userId, commandId))
                    .map(StateCodec::remembered);
        }

        @Override
        public OptionalLong leftAt(String userId, long time) {
            return lately(time, halfDay -> StateKeys.left(halfDay, conversation, userId))
                    .map(value -> OptionalLong.of(StateCodec.time(value)))
                    .orElse(OptionalLong.empty());
        }

        @Override
        public Optional<Touched> touched(long target, long time) {
            return lately(time, halfDay -> StateKeys.touched(halfDay, conversation, target))
                    .map(StateCodec::touched);
        }

        @Override
        public Optional<Boolean> gave(long target, String userId, String reaction, long time) {
            return lately(time, halfDay -> StateKeys.reaction(halfDay, conversation, target, userId, reaction))
                    .map(StateCodec::given);
        }

        @Override
        public long forgottenUpTo(long time) {
            return touches(conversation).forgottenUpTo(StateKeys.halfDay(time));
        }

        /** Finds the newest entry of one name, over the half-days that are remembered. */
        private Optional<byte[]> lately(long time, IntFunction<byte[]> key) {
            int now = StateKeys.halfDay(time);
            for (int halfDay = now; halfDay >= now - StateKeys.HALF_DAYS_BEFORE; halfDay--) {
                byte[] value = store.get(key.apply(halfDay));
                if (value != null) {
                    return Optional.of(value);
                }
            }
            return Optional.empty();
        }
    }

    private TouchMarks touches(ConversationId conversation) {
        byte[] value = store.get(StateKeys.touches(conversation));
        return value == null ? TouchMarks.NONE : StateCodec.touches(value);
    }

    /** Writes the changes of one decision to its conversation. */
    private final class Writing {

        private final ConversationId conversation;
        private final Accepted accepted;
        private final int halfDay;

        Writing(ConversationId conversation, Accepted accepted) {
            this.conversation = conversation;
            this.accepted = accepted;
            this.halfDay = StateKeys.halfDay(accepted.head().sentAt());
        }

        public void apply() {
            String sender = accepted.event().getSenderId();
            accepted.changes().forEach(this::apply);
            if (accepted.left()) {
                remember(
                        StateKeys.left(halfDay, conversation, sender),
                        StateCodec.encodeTime(accepted.head().sentAt()));
            }
            remember(
                    StateKeys.id(halfDay, conversation, sender, accepted.event().getCommandId()),
                    StateCodec.encode(new Remembered(accepted.head().sequence(), accepted.left())));
        }

        private void apply(Change change) {
            if (change instanceof Change.Put put) {
                store.put(StateKeys.member(conversation, put.userId()), StateCodec.encode(put.membership()));
            } else if (change instanceof Change.Drop drop) {
                store.delete(StateKeys.member(conversation, drop.userId()));
                store.delete(StateKeys.read(conversation, drop.userId()));
            } else if (change instanceof Change.Read read) {
                moveRead(conversation, read.userId(), read.sequence());
            } else if (change instanceof Change.Title title) {
                store.put(StateKeys.title(conversation), StateCodec.encodeTitle(title.title()));
            } else if (change instanceof Change.Touch touch) {
                touch(touch);
            } else if (change instanceof Change.Reaction reaction) {
                String sender = accepted.event().getSenderId();
                remember(
                        StateKeys.reaction(halfDay, conversation, reaction.target(), sender, reaction.key()),
                        StateCodec.encodeGiven(reaction.given()));
            }
        }

        private void touch(Change.Touch touch) {
            remember(StateKeys.touched(halfDay, conversation, touch.target()), StateCodec.encode(touch.touched()));
            TouchMarks touches =
                    touches(conversation).touched(halfDay, accepted.head().sequence());
            store.put(StateKeys.touches(conversation), StateCodec.encode(touches));
        }

        private void remember(byte[] key, byte[] value) {
            store.put(key, value);
            forgetting.remembered(halfDay, key);
        }
    }
}
