package io.parley.topologies.conversation;

import io.parley.avro.Command;
import io.parley.schemas.ConversationId;
import io.parley.topologies.conversation.Decision.Accepted;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

import java.util.Set;

/** Conversations in a state over a store in memory, changed by commands: for tests of what is derived of it. */
final class StoredConversations {

    private final KeyValueStore<byte[], byte[]> store = Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore(Names.STATE), Serdes.ByteArray(), Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    private final Decider decider;
    private ConversationState state;

    StoredConversations(ConversationConfig config) {
        decider = new Decider(config);
        MockProcessorContext<Void, Void> context = new MockProcessorContext<>();
        store.init(context.getStateStoreContext(), store);
        restart();
    }

    ConversationState state() {
        return state;
    }

    Head head(String conversationId) {
        return state.view(ConversationId.parse(conversationId)).head().orElseThrow();
    }

    /** Forgets what is in memory alone. */
    void restart() {
        state = new ConversationState(store, 1_000);
    }

    /**
     * Lets commands take effect.
     *
     * @throws AssertionError if one has none
     */
    void take(Command... commands) {
        for (Command command : commands) {
            Decision decision = decider.decide(new Arrival(command, 0, Set.of()), state::view);
            if (!(decision instanceof Accepted accepted)) {
                throw new AssertionError(command + ": " + decision);
            }
            state.apply(ConversationId.parse(command.getConversationId()), accepted);
        }
    }
}
