package io.parley.history;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Configures the store. Keys, bounds and defaults are in {@link HistorySettings}.
 *
 * @param timeToLive how long a row lives, counted from its event's time; zero: for ever
 * @param longestWait how long a page with {@code through} waits for the store to have it
 */
public record HistoryConfig(Connection connection, Keyspace keyspace, Duration timeToLive, Duration longestWait) {

    /**
     * The way to Cassandra.
     *
     * @param contactPoints where Cassandra is first asked; at least one
     * @param localDatacenter the data centre that answers reads and confirms writes, by a quorum of it
     * @param credentials who logs in; empty where the store asks nobody to
     * @param tls how connections are encrypted; empty: they aren't
     * @param requestTimeout for one read or write
     */
    public record Connection(
            List<ContactPoint> contactPoints,
            String localDatacenter,
            Optional<Credentials> credentials,
            Optional<StoreTls> tls,
            Duration requestTimeout) {

        public Connection {
            contactPoints = List.copyOf(contactPoints);
        }
    }

    /** The login at the store. */
    public record Credentials(String username, String password) {

        @Override
        public String toString() {
            return username;
        }
    }

    /**
     * The keyspace that the table is in.
     *
     * @param replication copies by data centre, used when the keyspace is created and never after
     */
    public record Keyspace(String name, Map<String, Integer> replication) {

        public Keyspace {
            replication = Map.copyOf(replication);
        }
    }
}
