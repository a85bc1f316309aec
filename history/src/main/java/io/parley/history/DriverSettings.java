package io.parley.history;

import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.internal.core.session.throttling.ConcurrencyLimitingRequestThrottler;

import java.time.Duration;
import java.util.List;

/** Configures the Cassandra driver, with the reasons. */
final class DriverSettings {

    /** Concurrent requests, and queued ones; beyond that requests are refused. */
    private static final int CONCURRENT_REQUESTS = 1024;

    private static final int WAITING_REQUESTS = 16 * 1024;

    private DriverSettings() {}

    /** @param patiently whether the first connection is tried until it stands */
    static DriverConfigLoader of(HistoryConfig config, boolean patiently) {
        // The class loader is named since a connector's is not the application's.
        return DriverConfigLoader.programmaticBuilder(DriverSettings.class.getClassLoader())
                .withBoolean(DefaultDriverOption.RECONNECT_ON_INIT, patiently)
                .withDuration(DefaultDriverOption.RECONNECTION_BASE_DELAY, Duration.ofMillis(200))
                .withDuration(DefaultDriverOption.RECONNECTION_MAX_DELAY, Duration.ofSeconds(2))
                .withDuration(
                        DefaultDriverOption.REQUEST_TIMEOUT, config.connection().requestTimeout())
                // A quorum writes and a quorum reads: what the sink has written the reader sees.
                .withString(DefaultDriverOption.REQUEST_CONSISTENCY, "LOCAL_QUORUM")
                .withBoolean(DefaultDriverOption.REQUEST_DEFAULT_IDEMPOTENCE, true)
                .withClass(DefaultDriverOption.REQUEST_THROTTLER_CLASS, ConcurrencyLimitingRequestThrottler.class)
                .withInt(DefaultDriverOption.REQUEST_THROTTLER_MAX_CONCURRENT_REQUESTS, CONCURRENT_REQUESTS)
                .withInt(DefaultDriverOption.REQUEST_THROTTLER_MAX_QUEUE_SIZE, WAITING_REQUESTS)
                .withDuration(DefaultDriverOption.CONNECTION_CONNECT_TIMEOUT, Duration.ofSeconds(5))
                .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, Duration.ofSeconds(5))
                .withDuration(DefaultDriverOption.CONTROL_CONNECTION_TIMEOUT, Duration.ofSeconds(5))
                .withStringList(
                        DefaultDriverOption.METADATA_SCHEMA_REFRESHED_KEYSPACES,
                        List.of(config.keyspace().name()))
                .withBoolean(DefaultDriverOption.NETTY_DAEMON, true)
                .withInt(DefaultDriverOption.NETTY_IO_SHUTDOWN_QUIET_PERIOD, 0)
                .withInt(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_QUIET_PERIOD, 0)
                .build();
    }
}
