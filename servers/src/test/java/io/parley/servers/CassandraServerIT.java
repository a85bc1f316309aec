package io.parley.servers;

import com.datastax.oss.driver.api.core.CqlSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

class CassandraServerIT {

    @TempDir
    Path folder;

    @Test
    void shouldKeepRowsWhenKilledAndStarted() {
        // Given
        try (CassandraServer cassandra = RealServers.get().newCassandra(CassandraServer.Config.in(folder))) {
            cassandra.start();
            try (CqlSession session = session(cassandra)) {
                session.execute("CREATE KEYSPACE k WITH replication"
                        + " = {'class': 'SimpleStrategy', 'replication_factor': 1}");
                session.execute("CREATE TABLE k.t (id int PRIMARY KEY, text text)");
                session.execute("INSERT INTO k.t (id, text) VALUES (1, 'kept')");
            }

            // When
            cassandra.kill();
            cassandra.start();

            // Then
            assertThat(text(cassandra)).isEqualTo("kept");
        }

        // And when it is opened again on its folder
        try (CassandraServer cassandra = RealServers.get().newCassandra(CassandraServer.Config.in(folder))) {
            cassandra.start();
            assertThat(text(cassandra)).isEqualTo("kept");
        }
    }

    private static String text(CassandraServer cassandra) {
        try (CqlSession session = session(cassandra)) {
            return session.execute("SELECT text FROM k.t WHERE id = 1").one().getString("text");
        }
    }

    private static CqlSession session(CassandraServer cassandra) {
        return CqlSession.builder()
                .addContactPoint(cassandra.contactPoint())
                .withLocalDatacenter(CassandraServer.DATACENTER)
                .build();
    }
}
