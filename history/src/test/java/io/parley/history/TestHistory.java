package io.parley.history;

import com.datastax.oss.driver.api.core.CqlSession;
import io.parley.runtime.config.Settings;
import io.parley.servers.CassandraServer;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;

/** Ways to a Cassandra under test. */
final class TestHistory {

    private TestHistory() {}

    static HistoryConfig config(InetSocketAddress cassandra, String keyspace, Duration timeToLive) {
        return HistorySettings.read(Settings.of(
                Map.of(
                        "history.contact-points",
                        cassandra.getHostString() + ":" + cassandra.getPort(),
                        "history.local-datacenter",
                        CassandraServer.DATACENTER,
                        "history.keyspace",
                        keyspace,
                        "history.request-timeout",
                        "5s",
                        "history.time-to-live",
                        timeToLive.toString()),
                HistorySettings.KEYS));
    }

    /** A session beside the store's own, as somebody with cqlsh would have it. */
    static CqlSession cql(InetSocketAddress cassandra) {
        return CqlSession.builder()
                .addContactPoint(cassandra)
                .withLocalDatacenter(CassandraServer.DATACENTER)
                .build();
    }
}
