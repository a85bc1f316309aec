package io.parley.gateway.session;

import io.parley.gateway.metrics.GatewayMetrics;
import io.parley.gateway.presence.PresenceWatches;
import io.parley.gateway.session.connection.ConnectionFactory;
import io.parley.gateway.session.connection.FrameSender;
import io.parley.gateway.session.connection.SessionConnection;
import io.parley.gateway.session.connection.SessionIdentity;
import io.parley.gateway.session.connection.SessionLimits;
import io.parley.gateway.session.connection.SessionSocket;
import io.parley.gateway.session.preference.SessionPreferences;
import io.parley.gateway.session.request.RequestFactory;
import io.parley.gateway.session.stream.MemberPages;
import io.parley.gateway.session.stream.Memberships;
import io.parley.gateway.session.stream.OpenConversations;
import io.parley.gateway.session.stream.SessionStream;
import io.parley.schemas.GatewayId;

import java.util.function.BooleanSupplier;

/**
 * Builds sessions, each from its connection up: first the stream to the client, then the client's requests.
 * Thread-safe.
 */
public final class SessionFactory {

    private final GatewayId gateway;
    private final SessionLimits limits;
    private final ConnectionFactory connections;
    private final PresenceWatches presence;
    private final RequestFactory requests;
    private final BooleanSupplier logIsFull;
    private final GatewayMetrics metrics;

    /** @param logIsFull whether so much waits for the log that reading should stop */
    public SessionFactory(
            GatewayId gateway,
            SessionLimits limits,
            ConnectionFactory connections,
            PresenceWatches presence,
            RequestFactory requests,
            BooleanSupplier logIsFull,
            GatewayMetrics metrics) {
        this.gateway = gateway;
        this.limits = limits;
        this.connections = connections;
        this.presence = presence;
        this.requests = requests;
        this.logIsFull = logIsFull;
        this.metrics = metrics;
    }

    /** Builds a session, which does nothing yet. To be called on the connection's event loop. */
    Session session(SessionIdentity identity, SessionSocket socket) {
        String userId = identity.user().value();
        SessionConnection connection = connections.connection(identity, socket);
        FrameSender sender = connection.sender();
        Memberships memberships = new Memberships(userId);
        SessionPreferences preferences = new SessionPreferences(identity.user());
        OpenConversations open = new OpenConversations(userId, preferences, presence, sender);
        MemberPages members = new MemberPages(memberships, sender);
        SessionStream stream = new SessionStream(
                userId, preferences, memberships, open, members, limits.unsent().slowTimeout(), sender, metrics);
        return new Session(
                connection,
                preferences,
                stream,
                requests.requests(connection, preferences, memberships, open, members, stream),
                gateway,
                limits,
                logIsFull,
                metrics);
    }
}
