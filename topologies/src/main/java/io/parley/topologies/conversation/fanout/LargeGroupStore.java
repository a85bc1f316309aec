package io.parley.topologies.conversation.fanout;

import io.parley.avro.Event;
import io.parley.avro.internal.LargeGroupState;
import io.parley.schemas.AvroSerdes;
import io.parley.topologies.conversation.decision.Head;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/**
 * Stores the content of the head updates of a partition's large groups: one row each, so that other conversations cost
 * nothing.
 */
public final class LargeGroupStore {

    static final String STORE = "conversation-large-news";

    private final KeyValueStore<String, LargeGroupState> rows;

    private LargeGroupStore(KeyValueStore<String, LargeGroupState> rows) {
        this.rows = rows;
    }

    /** Adds the store and returns its name. */
    public static String addTo(StreamsBuilder builder, AvroSerdes serdes) {
        builder.addStateStore(Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(STORE), Serdes.String(), serdes.value(LargeGroupState.class)));
        return STORE;
    }

    public static LargeGroupStore in(ProcessorContext<?, ?> context) {
        return new LargeGroupStore(context.getStateStore(STORE));
    }

    public LargeGroupSummary of(String conversationId) {
        LargeGroupState row = rows.get(conversationId);
        return row == null ? LargeGroupSummary.NONE : LargeGroupSummary.of(row);
    }

    /**
     * Adds the newest event of a large group.
     *
     * @param head the group's head after the event
     */
    void take(Event event, Head head) {
        LargeGroupSummary before = of(event.getConversationId());
        LargeGroupSummary after = head.wasLarge() ? before.after(event, head.largeBy()) : before.at(event);
        rows.put(event.getConversationId(), after.toState());
    }
}
