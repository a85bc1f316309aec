package io.parley.connectors.cassandra;

import io.parley.connectors.sink.ConfiguredSink;

/** Stores {@code events} in Cassandra; see {@link CassandraSinkTask}. */
public final class CassandraSinkConnector extends ConfiguredSink {

    public CassandraSinkConnector() {
        super(CassandraSinkSettings.ALL, CassandraSinkTask.class, settings -> {
            CassandraSinkSettings.history(settings);
            CassandraSinkSettings.writesInFlight(settings);
        });
    }
}
