package io.parley.gateway;

import io.parley.gateway.auth.AuthConfig;
import io.parley.gateway.limit.ClientLimits;
import io.parley.gateway.limit.ConnectionLimits;
import io.parley.gateway.limit.RequestLimits;
import io.parley.gateway.limit.SocketLimits;
import io.parley.gateway.session.connection.SessionLimits;
import io.parley.gateway.tls.TlsConfig;
import io.parley.runtime.kafka.Brokers;
import io.parley.runtime.management.MetricsGuard;
import io.parley.runtime.registry.RegistryConfig;
import io.parley.schemas.CatalogueConfig;
import io.parley.schemas.GatewayId;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import static io.parley.runtime.config.SettingCheck.require;

/**
 * Configures a gateway. Keys, meanings and defaults are in {@link GatewaySettings}.
 *
 * @param id the gateway's slot, which no two processes may share
 * @param brokers how they are reached
 * @param auth which tokens are accepted
 * @param listen where clients connect, and where the management port is
 * @param tls what clients' connections are encrypted with, if they are
 * @param allowedOrigins of pages that may connect, beside the gateway's own
 * @param connections how many there may be, and how fast they may come
 * @param sockets how many connections there may be, whether or not they have a session
 * @param requests how large they may be, on either port
 * @param clients what those that are connected may ask for
 * @param maxFrameBytes of a client's message
 * @param eventLoops threads for connections; 0: twice the processors
 * @param sessions the bounds of one session
 * @param handshakeTimeout after which a connection is closed that is no WebSocket and has not finished a request
 * @param commandTimeout after which a command that the log has not confirmed is rejected
 * @param pauseAboveBytes of what waits for the log, above which no client is read from, until half of it is left
 * @param leaseInterval between two renewals of the lease
 * @param watchRetention how long a presence watch outlives its last use
 * @param startTimeout how long the start waits for brokers and topics
 * @param unreadyWait how long the end goes on serving while it is unready, before the drain
 * @param drainTimeout how long the end waits for clients to go
 * @param metricsGuard who may read the metrics
 */
public record GatewayConfig(
        GatewayId id,
        Brokers brokers,
        CatalogueConfig catalogue,
        RegistryConfig registry,
        AuthConfig auth,
        Listen listen,
        Optional<TlsConfig> tls,
        List<String> allowedOrigins,
        ConnectionLimits connections,
        SocketLimits sockets,
        RequestLimits requests,
        ClientLimits clients,
        int maxFrameBytes,
        int eventLoops,
        SessionLimits sessions,
        Duration handshakeTimeout,
        Duration commandTimeout,
        long pauseAboveBytes,
        Duration leaseInterval,
        Duration watchRetention,
        Duration startTimeout,
        Duration unreadyWait,
        Duration drainTimeout,
        MetricsGuard metricsGuard) {

    private static final int HIGHEST_PORT = 65_535;
    private static final int SMALLEST_FRAME = 1_024;
    private static final int LARGEST_FRAME = 900 * 1024;
    private static final int LOWEST_MARK = 1_024;
    private static final int LOWEST_LOG_MARK = 1 << 20;
    private static final Duration SHORTEST_COMMAND_TIMEOUT = Duration.ofMillis(100);

    /** Addresses to listen on; port 0 is any free one. */
    public record Listen(String host, int port, String managementHost, int managementPort) {

        /** @throws IllegalArgumentException naming the key, the value and what was expected */
        public Listen {
            requirePort("gateway.port", port);
            requirePort("gateway.management-port", managementPort);
            require(
                    port == 0 || port != managementPort,
                    "gateway.management-port",
                    managementPort,
                    "another than gateway.port");
        }
    }

    /** @throws IllegalArgumentException naming the key, the value and what was expected */
    public GatewayConfig {
        allowedOrigins = List.copyOf(allowedOrigins);
        require(
                maxFrameBytes >= SMALLEST_FRAME && maxFrameBytes <= LARGEST_FRAME,
                "gateway.max-frame-bytes",
                maxFrameBytes,
                SMALLEST_FRAME + " to " + LARGEST_FRAME);
        require(eventLoops >= 0, "gateway.event-loops", eventLoops, ">= 0");
        requirePositive("gateway.heartbeat-interval", sessions.heartbeatInterval());
        require(
                sessions.heartbeatTimeout().compareTo(sessions.heartbeatInterval()) > 0,
                "gateway.idle-timeout",
                sessions.heartbeatTimeout(),
                "longer than gateway.heartbeat-interval");
        requirePositive("gateway.registration-retry", sessions.registrationRetry());
        requirePositive("gateway.registration-timeout", sessions.registrationTimeout());
        require(
                sessions.slowAboveBytes() >= LOWEST_MARK,
                "gateway.slow-above-bytes",
                sessions.slowAboveBytes(),
                ">= " + LOWEST_MARK);
        requirePositive("gateway.slow-timeout", sessions.slowTimeout());
        require(
                sessions.maxUnsentBytes() > sessions.slowAboveBytes(),
                "gateway.max-unsent-bytes",
                sessions.maxUnsentBytes(),
                "more than gateway.slow-above-bytes");
        require(
                !sessions.reconnectSpread().isNegative(),
                "gateway.reconnect-spread",
                sessions.reconnectSpread(),
                ">= 0");
        requirePositive("gateway.handshake-timeout", handshakeTimeout);
        require(
                commandTimeout.compareTo(SHORTEST_COMMAND_TIMEOUT) >= 0,
                "gateway.command-timeout",
                commandTimeout,
                ">= " + SHORTEST_COMMAND_TIMEOUT);
        require(
                pauseAboveBytes >= LOWEST_LOG_MARK,
                "gateway.pause-above-bytes",
                pauseAboveBytes,
                ">= " + LOWEST_LOG_MARK);
        requirePositive("gateway.lease-interval", leaseInterval);
        requirePositive("gateway.watch-retention", watchRetention);
        requirePositive("gateway.start-timeout", startTimeout);
        require(!unreadyWait.isNegative(), "gateway.unready-wait", unreadyWait, ">= 0");
        require(!drainTimeout.isNegative(), "gateway.drain-timeout", drainTimeout, ">= 0");
    }

    private static void requirePort(String key, int port) {
        require(port >= 0 && port <= HIGHEST_PORT, key, port, "0 to " + HIGHEST_PORT);
    }

    private static void requirePositive(String key, Duration value) {
        require(!value.isNegative() && !value.isZero(), key, value, "> 0");
    }
}
