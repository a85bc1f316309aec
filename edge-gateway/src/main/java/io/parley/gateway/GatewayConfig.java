package io.parley.gateway;

import io.parley.gateway.auth.AuthConfig;
import io.parley.gateway.limit.ClientLimits;
import io.parley.gateway.limit.ConnectionLimits;
import io.parley.gateway.limit.RequestLimits;
import io.parley.gateway.limit.SocketLimits;
import io.parley.gateway.limit.UnsentBounds;
import io.parley.gateway.session.connection.SessionLimits;
import io.parley.gateway.tls.TlsConfig;
import io.parley.runtime.kafka.Brokers;
import io.parley.runtime.management.ManagementPort;
import io.parley.runtime.proxy.ProxyRules;
import io.parley.runtime.registry.RegistryConfig;
import io.parley.schemas.CatalogueConfig;
import io.parley.schemas.GatewayId;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Configures a gateway, a record a subject. Keys, bounds and defaults are in {@link GatewaySettings} and in the settings
 * that it names.
 *
 * @param id the gateway's slot, which no two processes may share
 * @param auth which tokens are accepted
 * @param sessions the bounds of one session
 */
public record GatewayConfig(
        GatewayId id, Log log, AuthConfig auth, Ports ports, Limits limits, SessionLimits sessions, Life life) {

    /**
     * The log behind the gateway.
     *
     * @param brokers how they are reached
     * @param commandTimeout after which a command that the log has not confirmed is rejected
     * @param pauseAboveBytes of what waits for the log, above which no client is read from, until half of it is left
     */
    public record Log(
            Brokers brokers,
            CatalogueConfig catalogue,
            RegistryConfig registry,
            Duration commandTimeout,
            long pauseAboveBytes) {}

    /**
     * The two ports.
     *
     * @param clients where clients connect
     * @param management where health checks and metrics are served
     */
    public record Ports(PublicPort clients, ManagementPort management) {}

    /**
     * The port that clients connect to.
     *
     * @param port 0: any free one
     * @param tls what connections are encrypted with, if they are
     * @param allowedOrigins of pages that may connect, beside the gateway's own
     * @param proxies between clients and the gateway
     * @param eventLoops threads for connections; 0: twice the processors
     * @param handshakeTimeout after which a connection is closed that is no WebSocket and has not finished a request
     */
    public record PublicPort(
            String host,
            int port,
            Optional<TlsConfig> tls,
            List<String> allowedOrigins,
            ProxyRules proxies,
            int eventLoops,
            Duration handshakeTimeout) {

        public PublicPort {
            allowedOrigins = List.copyOf(allowedOrigins);
        }
    }

    /**
     * The bounds on clients.
     *
     * @param connections how many sessions there may be, and how fast they may come
     * @param sockets how many connections there may be, whether or not they have a session
     * @param requests how large they may be, on either port
     * @param clients what those that are connected may ask for
     * @param unsent how much they may leave unread, together
     * @param frameBytes the most that a client's message may hold
     */
    public record Limits(
            ConnectionLimits connections,
            SocketLimits sockets,
            RequestLimits requests,
            ClientLimits clients,
            UnsentBounds unsent,
            int frameBytes) {}

    /**
     * The life of the gateway: its start, what it renews while it lives, and its end.
     *
     * @param startTimeout how long the start waits for brokers and topics
     * @param leaseInterval between two renewals of the lease
     * @param watchRetention how long a presence watch outlives its last use
     * @param unreadyWait how long the end goes on serving while it is unready, before the drain
     * @param drainTimeout how long the end waits for clients to go
     */
    public record Life(
            Duration startTimeout,
            Duration leaseInterval,
            Duration watchRetention,
            Duration unreadyWait,
            Duration drainTimeout) {}
}
