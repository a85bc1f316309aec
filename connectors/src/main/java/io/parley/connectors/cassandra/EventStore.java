package io.parley.connectors.cassandra;

import io.parley.avro.Event;
import io.parley.history.HistoryWriter;

import java.util.concurrent.CompletionStage;

/** The two steps of a write, as the sink needs them from a store. Both may be repeated; they end on any thread. */
interface EventStore {

    /** Applies an event to another row; done at once if it touches none. */
    CompletionStage<Void> touch(Event event);

    /** Writes the event's own row. */
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
