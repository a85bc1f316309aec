package io.parley.topologies.conversation.state;

import io.parley.avro.Command;
import io.parley.schemas.ConversationId;
import io.parley.topologies.conversation.decision.CommandRecord;
import io.parley.topologies.conversation.decision.Decider;
import io.parley.topologies.conversation.decision.Decision;
import io.parley.topologies.conversation.decision.Decision.Accepted;
import io.parley.topologies.conversation.decision.DecisionRules;
import io.parley.topologies.conversation.decision.Head;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

import java.util.Set;

/** Conversations in a state over a store in memory, changed by commands: for tests of what is derived of it. */
public final class StoredConversations {

    private final KeyValueStore<byte[], byte[]> store = Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore(ConversationState.STORE), Serdes.ByteArray(), Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    private final Decider decider;
    private ConversationState state;

    public StoredConversations(DecisionRules rules) {
        decider = new Decider(rules);
        MockProcessorContext<Void, Void> context = new MockProcessorContext<>();
        store.init(context.getStateStoreContext(), store);
        restart();
    }

    public ConversationState state() {
        return state;
    }

    public Head head(String conversationId) {
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
    public void take(Command... commands) {
        for (Command command : commands) {
            Decision decision = decider.decide(new CommandRecord(command, 0, Set.of()), state::view);
            if (!(decision instanceof Accepted accepted)) {
                throw new AssertionError(command + ": " + decision);
            }
            state.apply(ConversationId.parse(command.getConversationId()), accepted);
        }
    }
}
