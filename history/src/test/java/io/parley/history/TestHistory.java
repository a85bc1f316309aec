package io.parley.history;

import com.datastax.oss.driver.api.core.CqlSession;
import io.parley.servers.CassandraServer;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Ways to a Cassandra under test. */
final class TestHistory {

    private TestHistory() {}

    static HistoryConfig config(InetSocketAddress cassandra, String keyspace, Duration timeToLive) {
        return new HistoryConfig(
                List.of(cassandra.getHostString() + ":" + cassandra.getPort()),
                CassandraServer.DATACENTER,
                keyspace,
                Map.of(CassandraServer.DATACENTER, 1),
                Duration.ofSeconds(5),
                timeToLive,
                Duration.ofSeconds(2),
                Optional.empty());
    }

    /** A session beside the store's own, as somebody with cqlsh would have it. */
    static CqlSession cql(InetSocketAddress cassandra) {
        return CqlSession.builder()
                .addContactPoint(cassandra)
                .withLocalDatacenter(CassandraServer.DATACENTER)
                .build();
    }
}
