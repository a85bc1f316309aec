package io.parley.connectors.cassandra;

import io.parley.avro.Event;
import io.parley.history.HistoryWriter;

import java.util.concurrent.CompletionStage;

/** What the sink needs of a store: the two steps of a write. Both may be repeated; they end on any thread. */
interface EventStore {

    /** Does what an event does to another's row; at once if that is nothing. */
    CompletionStage<Void> touch(Event event);

    /** Makes the event's own row. */
    CompletionStage<Void> show(Event event);

    static EventStore of(HistoryWriter writer) {
        return new EventStore() {
            @Override
            public CompletionStage<Void> touch(Event event) {
                return writer.touch(event);
            }

            @Override
            public CompletionStage<Void> show(Event event) {
                return writer.show(event);
            }
        };
    }
}
