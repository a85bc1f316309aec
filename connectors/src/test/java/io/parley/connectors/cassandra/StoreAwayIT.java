package io.parley.connectors.cassandra;

import io.parley.connectors.ConnectorConfig;
import io.parley.connectors.Installation;
import io.parley.history.History;
import io.parley.history.HistorySettings;
import io.parley.runtime.config.Settings;
import io.parley.servers.CassandraServer;
import io.parley.servers.RealServers;
import io.parley.servers.RealServers.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The store dies while events come, more of them than may be under way, and comes back. */
class StoreAwayIT {

    private static final Duration LONG = Duration.ofSeconds(90);

    @TempDir
    Path folder;

    @Test
    void shouldLoseNothingWhenStoreDiesAndComesBack() {
        RealServers servers = RealServers.get().start(Kind.BROKER, Kind.REGISTRY);
        try (CassandraServer cassandra = RealServers.get().newCassandra(CassandraServer.Config.in(folder))) {
            // Given
            cassandra.start();
            Settings settings = CassandraSinkIT.settings(cassandra.contactPoint(), "store_away_it");
            try (History history = History.open(HistorySettings.read(settings));
                    Installation installation =
                            new Installation("store-away-it.", servers.bootstrapServers(), servers.registryUrl())) {
                assertThat(history.createSchema()).succeedsWithin(LONG);
                ConnectorConfig sink = installation.connectors().cassandra(settings, 1);
                installation.run(sink);
                Conversation conversation = new Conversation(installation);
                conversation.send(50);
                await().atMost(LONG).until(() -> conversation.stored(history) == 50);
                // Long enough for the store's own log to be on disk: what this is about are the writes after it.
                await().pollDelay(Duration.ofSeconds(1))
                        .atMost(LONG)
                        .until(() -> installation.committed(sink, conversation.partition()) == 50);

                // When
                cassandra.kill();
                conversation.send(700);
                await().during(Duration.ofSeconds(5))
                        .atMost(Duration.ofSeconds(10))
                        .until(() -> installation.committed(sink, conversation.partition()) <= 50);
                cassandra.start();
                conversation.send(50);

                // Then
                await().atMost(LONG).ignoreExceptions().until(() -> conversation.stored(history) == 800);
                await().atMost(LONG).until(() -> installation.committed(sink, conversation.partition()) == 800);
                assertThat(installation.hasFailed(sink)).isFalse();
            }
        }
    }
}
