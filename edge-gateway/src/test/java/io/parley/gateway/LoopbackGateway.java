package io.parley.gateway;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.parley.avro.Delivery;
import io.parley.avro.Event;
import io.parley.avro.EventDelivery;
import io.parley.avro.InboxDelivery;
import io.parley.avro.InboxEntry;
import io.parley.avro.SessionChange;
import io.parley.avro.SessionState;
import io.parley.gateway.auth.AuthConfig;
import io.parley.gateway.auth.DevTokens;
import io.parley.gateway.auth.TokenAuthenticator;
import io.parley.gateway.auth.TokenVerdict;
import io.parley.gateway.auth.TokenVerifier;
import io.parley.gateway.delivery.DeliveryDispatcher;
import io.parley.gateway.delivery.RepeatLookup;
import io.parley.gateway.frame.FrameWriter;
import io.parley.gateway.http.ConnectEndpoint;
import io.parley.gateway.http.HttpRouter;
import io.parley.gateway.http.OriginPolicy;
import io.parley.gateway.http.TokenEndpoint;
import io.parley.gateway.http.WebFiles;
import io.parley.gateway.limit.BadTokenLimiter;
import io.parley.gateway.limit.ClientLimits;
import io.parley.gateway.limit.ConnectionLimiter;
import io.parley.gateway.limit.ConnectionLimits;
import io.parley.gateway.limit.RequestLimits;
import io.parley.gateway.limit.SocketLimiter;
import io.parley.gateway.limit.SocketLimits;
import io.parley.gateway.log.Appender;
import io.parley.gateway.log.LogPressure;
import io.parley.gateway.metrics.GatewayMetrics;
import io.parley.gateway.presence.PresenceWatches;
import io.parley.gateway.session.SessionFactory;
import io.parley.gateway.session.SessionRegistry;
import io.parley.gateway.session.SessionSweeps;
import io.parley.gateway.session.Sessions;
import io.parley.gateway.session.connection.ConnectionFactory;
import io.parley.gateway.session.connection.SessionAnnouncer;
import io.parley.gateway.session.connection.SessionLimits;
import io.parley.gateway.session.request.ClientLog;
import io.parley.gateway.session.request.RecentMessages;
import io.parley.gateway.session.request.RequestFactory;
import io.parley.gateway.socket.PublicPipeline;
import io.parley.gateway.socket.WebSocketUpgrade;
import io.parley.gateway.tls.ServerTls;
import io.parley.schemas.GatewayId;
import io.parley.schemas.UserId;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;

/** The real public port and real sessions, without a log behind: every connect is answered at once. */
final class LoopbackGateway implements AutoCloseable {

    static final int MAX_FRAME_BYTES = 128 * 1024;
    static final long LOG_MARK = 1 << 20;

    private static final String SECRET = "a secret of more than thirty-two bytes";

    final StoredConversations store = new StoredConversations();
    final Map<String, List<InboxEntry>> inboxes = new ConcurrentHashMap<>();
    final List<SessionChange> changes = new CopyOnWriteArrayList<>();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final LogPressure pressure = new LogPressure(LOG_MARK);
    final AuthConfig auth;
    volatile String obstacle;

    /** When verdicts on tokens come, and where. */
    volatile UnaryOperator<CompletionStage<TokenVerdict>> verdicts = UnaryOperator.identity();

    /** When sessions are answered that were announced, and where. */
    volatile Executor topologies = Runnable::run;

    /** Clients may ask for as much as they like. */
    private static final ClientLimits ANYTHING = new ClientLimits(0, 0, 0, 1_000);

    /** Connections beside those with a session: some have just been refused and are not yet gone. */
    static final int SPARE_SOCKETS = 100;

    private static final RequestLimits REQUESTS = new RequestLimits(16 << 10, 32 << 10, 16 << 10);

    private final GatewayMetrics metrics = new GatewayMetrics(meters);
    private final Transport transport = new Transport("loopback", 2, PooledByteBufAllocator.DEFAULT);
    private final DeliveryDispatcher dispatcher;
    private final TokenVerifier verifier;
    private final PublicPipeline pipeline;
    private final Channel socket;

    LoopbackGateway(boolean devTokens, List<String> origins, int maxConnections, SessionLimits limits) {
        this(devTokens, origins, ConnectionLimits.of(maxConnections), limits, Optional.empty(), MAX_FRAME_BYTES);
    }

    LoopbackGateway(boolean devTokens, List<String> origins, ConnectionLimits connections, SessionLimits limits) {
        this(devTokens, origins, connections, limits, Optional.empty(), MAX_FRAME_BYTES);
    }

    LoopbackGateway(
            boolean devTokens,
            List<String> origins,
            ConnectionLimits connections,
            SessionLimits limits,
            Optional<ServerTls> tls,
            int maxFrameBytes) {
        this(secret(devTokens), origins, connections, limits, ANYTHING, tls, maxFrameBytes, Duration.ofSeconds(10));
    }

    private LoopbackGateway(
            AuthConfig auth,
            List<String> origins,
            ConnectionLimits connections,
            SessionLimits limits,
            ClientLimits clients,
            Optional<ServerTls> tls,
            int maxFrameBytes,
            Duration handshakeTimeout) {
        GatewayId gateway = new GatewayId("loopback");
        this.auth = auth;
        verifier = new TokenVerifier(auth, Clock.systemUTC());
        TokenAuthenticator tokens = new TokenAuthenticator(
                token -> verdicts.apply(verifier.verify(token)),
                new BadTokenLimiter(connections.badTokensPerSecond(), System::nanoTime));
        FrameWriter frames = new FrameWriter(PooledByteBufAllocator.DEFAULT);
        SessionRegistry registry = new SessionRegistry(metrics);
        PresenceWatches presence = new PresenceWatches(
                gateway,
                () -> 1,
                LoopbackGateway::taken,
                frames,
                metrics,
                Duration.ofMinutes(10),
                Duration.ofSeconds(5),
                System::nanoTime);
        RecentMessages recent = new RecentMessages(Clock.systemUTC(), metrics);
        SessionAnnouncer announcer = new SessionAnnouncer(
                gateway,
                () -> 1,
                (key, change, acknowledgement) -> {
                    changes.add(change);
                    acknowledgement.done(null);
                    topologies.execute(() -> answer(change));
                },
                LoopbackGateway::taken,
                metrics,
                () -> {});
        ClientLog log = new ClientLog(
                gateway,
                () -> 1,
                LoopbackGateway::taken,
                LoopbackGateway::taken,
                LoopbackGateway::taken,
                LoopbackGateway::taken);
        SessionFactory factory = new SessionFactory(
                gateway,
                limits,
                new ConnectionFactory(
                        limits, announcer, tokens::verify, frames, metrics, System::nanoTime, new Random(1)),
                presence,
                new RequestFactory(log, announcer, store, recent, clients, metrics, System::nanoTime),
                pressure::isHigh,
                metrics);
        Sessions sessions = new Sessions(
                factory,
                registry,
                new SessionSweeps(Clock.systemUTC(), System::nanoTime, new Random(1)),
                pressure,
                metrics);
        dispatcher = new DeliveryDispatcher(
                registry, frames, recent, new RepeatLookup(store, registry, frames), presence, () -> {}, metrics);
        OriginPolicy policy = new OriginPolicy(origins);
        Optional<DevTokens> devOnly = auth.devTokens() ? Optional.of(dev()) : Optional.empty();
        HttpRouter router = new HttpRouter(
                new ConnectEndpoint(
                        tokens,
                        policy,
                        () -> Optional.ofNullable(obstacle),
                        new ConnectionLimiter(connections, System::nanoTime),
                        new WebSocketUpgrade(sessions, clients, maxFrameBytes, metrics, System::nanoTime),
                        metrics,
                        new Random(1)),
                new TokenEndpoint(devOnly, policy),
                WebFiles.load(policy));
        SocketLimiter sockets =
                new SocketLimiter(new SocketLimits(connections.inAll() + SPARE_SOCKETS, 0), connections);
        metrics.sockets(sockets, SocketLimiter::count);
        pipeline = new PublicPipeline(
                sockets, router, tls, handshakeTimeout, REQUESTS, maxFrameBytes, metrics::handshakeRefused);
        socket = transport.listen("127.0.0.1", 0, pipeline);
    }

    /** With the limits of the protocol. */
    static LoopbackGateway usual() {
        return new LoopbackGateway(true, List.of(), 100, limits(Duration.ofSeconds(10), Duration.ofSeconds(15)));
    }

    /** With the limits of the protocol, over TLS. */
    static LoopbackGateway encrypted(ServerTls tls) {
        return new LoopbackGateway(
                true,
                List.of(),
                ConnectionLimits.of(100),
                limits(Duration.ofSeconds(10), Duration.ofSeconds(15)),
                Optional.of(tls),
                MAX_FRAME_BYTES);
    }

    /** As on the machine of somebody who develops a page: for pages of any port, with tokens for who knows the code. */
    static LoopbackGateway developing(String code) {
        return new LoopbackGateway(
                new AuthConfig(
                        Optional.of(SECRET),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Duration.ofSeconds(5),
                        true,
                        Optional.of(code)),
                List.of("loopback"),
                ConnectionLimits.of(100),
                limits(Duration.ofSeconds(10), Duration.ofSeconds(15)),
                ANYTHING,
                Optional.empty(),
                MAX_FRAME_BYTES,
                Duration.ofSeconds(10));
    }

    /** With so much time for a request, and many heartbeats. */
    static LoopbackGateway hurried(Duration handshakeTimeout) {
        return new LoopbackGateway(
                secret(true),
                List.of(),
                ConnectionLimits.of(100),
                limits(Duration.ofMillis(100), Duration.ofSeconds(15)),
                ANYTHING,
                Optional.empty(),
                MAX_FRAME_BYTES,
                handshakeTimeout);
    }

    /** With these limits on what clients ask for. */
    static LoopbackGateway strict(ClientLimits clients) {
        return new LoopbackGateway(
                secret(true),
                List.of(),
                ConnectionLimits.of(100),
                limits(Duration.ofSeconds(10), Duration.ofSeconds(15)),
                clients,
                Optional.empty(),
                MAX_FRAME_BYTES,
                Duration.ofSeconds(10));
    }

    /** With the limits of the protocol, for those who have tokens of these keys. */
    static LoopbackGateway believing(URI keys, Optional<ServerTls> tls) {
        AuthConfig auth = new AuthConfig(
                Optional.of(SECRET),
                Optional.of(keys),
                Optional.empty(),
                Optional.empty(),
                Duration.ofSeconds(5),
                false);
        return new LoopbackGateway(
                auth,
                List.of(),
                ConnectionLimits.of(100),
                limits(Duration.ofSeconds(10), Duration.ofSeconds(15)),
                ANYTHING,
                tls,
                MAX_FRAME_BYTES,
                Duration.ofSeconds(10));
    }

    /** With frames of any size that a test may want, and no heartbeats. */
    static LoopbackGateway unlimited() {
        return new LoopbackGateway(
                true,
                List.of(),
                ConnectionLimits.of(100),
                limits(Duration.ofHours(1), Duration.ofHours(2)),
                Optional.empty(),
                32 * 1024 * 1024);
    }

    /** Listens at another place as well, with something around the pipeline. The port. */
    int listen(String host, int port, UnaryOperator<ChannelHandler> connections) {
        return Transport.port(transport.listen(host, port, connections.apply(pipeline)));
    }

    static SessionLimits limits(Duration heartbeat, Duration timeout) {
        return new SessionLimits(
                heartbeat,
                timeout,
                Duration.ofSeconds(3),
                Duration.ofSeconds(30),
                512 << 10,
                Duration.ofMinutes(1),
                8 << 20,
                Duration.ofSeconds(5));
    }

    int port() {
        return Transport.port(socket);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port());
    }

    String token(String userId) {
        return dev().issue(new UserId(userId));
    }

    /** The number of handshakes refused for this reason. */
    long refusedHandshakes(String reason) {
        return count("parley.gateway.handshakes.refused", reason);
    }

    /** The number of pauses of a connection's reads for this reason. */
    long pauses(String reason) {
        return count("parley.gateway.reading.paused", reason);
    }

    synchronized void event(Event event, String... userIds) {
        events(List.of(event), userIds);
    }

    /** Events that are read in one batch. */
    synchronized void events(List<Event> batch, String... userIds) {
        for (Event event : batch) {
            dispatcher.deliver(new Delivery(new EventDelivery(event, List.of(userIds), false)));
        }
        dispatcher.endOfBatch();
    }

    @Override
    public void close() {
        socket.close().awaitUninterruptibly();
        transport.close();
        verifier.close();
    }

    private long count(String meter, String reason) {
        Counter counter = meters.find(meter).tag("reason", reason).counter();
        return counter == null ? 0 : (long) counter.count();
    }

    private DevTokens dev() {
        return new DevTokens(auth, Clock.systemUTC());
    }

    private synchronized void answer(SessionChange change) {
        if (change.getChange() == SessionState.CONNECTED) {
            dispatcher.deliver(new Delivery(new InboxDelivery(
                    change.getUserId(),
                    change.getSessionId(),
                    change.getEpoch(),
                    true,
                    true,
                    inboxes.getOrDefault(change.getUserId(), List.of()))));
            dispatcher.endOfBatch();
        }
    }

    private static AuthConfig secret(boolean devTokens) {
        return AuthConfig.ofSecret(SECRET, devTokens);
    }

    private static void taken(String key, Object value, Appender.Acknowledgement acknowledgement) {
        acknowledgement.done(null);
    }
}
