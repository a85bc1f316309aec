package io.parley.topologies.conversation;

import io.parley.avro.Event;
import io.parley.avro.internal.LargeNewsState;
import io.parley.schemas.AvroSerdes;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** What hints say of the large groups of a partition: a row for each, so that others pay nothing for it. */
final class LargeNewsStore {

    private final KeyValueStore<String, LargeNewsState> rows;

    private LargeNewsStore(KeyValueStore<String, LargeNewsState> rows) {
        this.rows = rows;
    }

    /** Adds the store, and gives its name for the processor that uses it. */
    static String addTo(StreamsBuilder builder, AvroSerdes serdes) {
        builder.addStateStore(Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(Names.LARGE_NEWS), Serdes.String(), serdes.value(LargeNewsState.class)));
        return Names.LARGE_NEWS;
    }

    static LargeNewsStore in(ProcessorContext<?, ?> context) {
        return new LargeNewsStore(context.getStateStore(Names.LARGE_NEWS));
    }

    LargeNews of(String conversationId) {
        LargeNewsState row = rows.get(conversationId);
        return row == null ? LargeNews.NONE : LargeNews.of(row);
    }

    /**
     * Takes the newest event of a large group in.
     *
     * @param head the group's after the event
     */
    void take(Event event, Head head) {
        LargeNews before = of(event.getConversationId());
        LargeNews after = head.wasLarge() ? before.after(event, head.largeBy()) : before.at(event);
        rows.put(event.getConversationId(), after.toState());
    }
}
