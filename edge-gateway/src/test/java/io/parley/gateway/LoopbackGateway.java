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
import io.parley.avro.SignIn;
import io.parley.gateway.auth.AccessRules;
import io.parley.gateway.auth.AuthConfig;
import io.parley.gateway.auth.AuthConfig.DevTokenAccess;
import io.parley.gateway.auth.DevTokens;
import io.parley.gateway.auth.TokenAuthenticator;
import io.parley.gateway.auth.TokenVerdict;
import io.parley.gateway.auth.TokenVerifier;
import io.parley.gateway.cutoff.Cutoffs;
import io.parley.gateway.cutoff.Suspensions;
import io.parley.gateway.cutoff.WithdrawnKeys;
import io.parley.gateway.delivery.DeliveryDispatcher;
import io.parley.gateway.delivery.RepeatLookup;
import io.parley.gateway.frame.FrameWriter;
import io.parley.gateway.http.ConnectEndpoint;
import io.parley.gateway.http.HttpRouter;
import io.parley.gateway.http.OriginPolicy;
import io.parley.gateway.http.TokenEndpoint;
import io.parley.gateway.http.WebFiles;
import io.parley.gateway.limit.BadTokenLimiter;
import io.parley.gateway.limit.Budgets;
import io.parley.gateway.limit.ClientLimits;
import io.parley.gateway.limit.ConnectionLimiter;
import io.parley.gateway.limit.ConnectionLimits;
import io.parley.gateway.limit.RecordedRefusals;
import io.parley.gateway.limit.SocketLimiter;
import io.parley.gateway.limit.SocketLimits;
import io.parley.gateway.limit.UnsentBytes;
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
import io.parley.gateway.session.request.ClientLog;
import io.parley.gateway.session.request.RecentMessages;
import io.parley.gateway.session.request.RequestFactory;
import io.parley.gateway.signin.SignIns;
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
import java.util.stream.Stream;

/** The real public port and real sessions, without a log behind: every connect is answered at once. */
final class LoopbackGateway implements AutoCloseable {

    static final int MAX_FRAME_BYTES = 128 * 1024;
    static final long LOG_MARK = 1 << 20;

    final StoredConversations store = new StoredConversations();
    final Map<String, List<InboxEntry>> inboxes = new ConcurrentHashMap<>();
    final List<SessionChange> changes = new CopyOnWriteArrayList<>();
    final List<SignIn> signIns = new CopyOnWriteArrayList<>();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final LogPressure pressure = new LogPressure(LOG_MARK);
    final AuthConfig auth;
    final WithdrawnKeys withdrawnKeys;
    volatile String obstacle;

    /** When verdicts on tokens come, and where. */
    volatile UnaryOperator<CompletionStage<TokenVerdict>> verdicts = UnaryOperator.identity();

    /** When sessions are answered that were announced, and where. */
    volatile Executor topologies = Runnable::run;

    private static final List<String> FEW_LIMITS = List.of(
            "gateway.max-connections", "100",
            "gateway.max-connections-per-user", "0",
            "gateway.handshakes-per-second", "0",
            "gateway.bad-tokens-per-second-per-address", "0");

    /** Connections beside those with a session: some have just been refused and are not yet gone. */
    static final int SPARE_SOCKETS = 100;

    private final GatewayMetrics metrics = new GatewayMetrics(meters);
    private final Transport transport = new Transport("loopback", 2, PooledByteBufAllocator.DEFAULT);
    private final DeliveryDispatcher dispatcher;
    private final TokenVerifier verifier;
    private final PublicPipeline pipeline;
    private final Channel socket;

    private LoopbackGateway(GatewayConfig config, Optional<ServerTls> tls, int maxFrameBytes) {
        GatewayId gateway = new GatewayId("loopback");
        ConnectionLimits connections = config.limits().connections();
        ClientLimits clients = config.limits().clients();
        auth = config.auth();
        verifier = new TokenVerifier(auth, Clock.systemUTC());
        TokenAuthenticator tokens = new TokenAuthenticator(
                token -> verdicts.apply(verifier.verify(token)),
                new BadTokenLimiter(connections.badTokensPerSecond(), System::nanoTime));
        withdrawnKeys = new WithdrawnKeys(verifier::keysInUse);
        Cutoffs cutoffs = new Cutoffs(new Suspensions(), withdrawnKeys, Clock.systemUTC());
        FrameWriter frames = new FrameWriter(PooledByteBufAllocator.DEFAULT);
        SessionRegistry registry = new SessionRegistry(metrics);
        PresenceWatches presence = new PresenceWatches(
                gateway,
                () -> 1,
                LoopbackGateway::taken,
                frames,
                metrics,
                config.life().watchRetention(),
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
                LoopbackGateway::taken,
                LoopbackGateway::taken,
                LoopbackGateway::taken);
        SessionFactory factory = new SessionFactory(
                gateway,
                config.sessions(),
                new ConnectionFactory(
                        config.sessions(),
                        new UnsentBytes(config.limits().unsent()),
                        announcer,
                        tokens::verify,
                        cutoffs,
                        auth.rules().longestSession(),
                        frames,
                        metrics,
                        System::nanoTime,
                        new Random(1)),
                presence,
                new RequestFactory(
                        log,
                        announcer,
                        store,
                        recent,
                        clients,
                        new Budgets(clients, System::nanoTime),
                        metrics,
                        System::nanoTime),
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
        OriginPolicy policy = new OriginPolicy(config.ports().clients().allowedOrigins());
        Optional<DevTokens> devOnly = auth.devTokens().map(this::dev);
        HttpRouter router = new HttpRouter(
                new ConnectEndpoint(
                        tokens,
                        cutoffs,
                        policy,
                        () -> Optional.ofNullable(obstacle),
                        config.ports().clients().proxies(),
                        new ConnectionLimiter(connections, System::nanoTime),
                        new SignIns(
                                gateway,
                                (key, signIn, acknowledgement) -> {
                                    signIns.add(signIn);
                                    acknowledgement.done(null);
                                },
                                new RecordedRefusals(System::nanoTime),
                                metrics,
                                Clock.systemUTC()),
                        new WebSocketUpgrade(sessions, clients, maxFrameBytes, metrics, System::nanoTime),
                        metrics,
                        new Random(1)),
                new TokenEndpoint(devOnly, policy),
                WebFiles.load(policy));
        SocketLimiter sockets =
                new SocketLimiter(new SocketLimits(connections.inAll() + SPARE_SOCKETS, 0), connections);
        metrics.sockets(sockets, SocketLimiter::count);
        pipeline = new PublicPipeline(
                sockets,
                router,
                config.ports().clients().proxies(),
                tls,
                config.ports().clients().handshakeTimeout(),
                config.limits().requests(),
                maxFrameBytes,
                metrics::handshakeRefused);
        socket = transport.listen("127.0.0.1", 0, pipeline);
    }

    /** With the limits of the protocol, but for clients that send and come as fast as they like. */
    static LoopbackGateway usual() {
        return with();
    }

    /**
     * As usual.
     *
     * @param keysAndValues what is set besides: each key before its value
     */
    static LoopbackGateway with(String... keysAndValues) {
        return with(Optional.empty(), keysAndValues);
    }

    private static LoopbackGateway with(Optional<ServerTls> tls, String... keysAndValues) {
        GatewayConfig config = config(keysAndValues);
        return new LoopbackGateway(config, tls, config.limits().frameBytes());
    }

    private static GatewayConfig config(String... keysAndValues) {
        return GatewaySetup.with(
                Stream.concat(FEW_LIMITS.stream(), Stream.of(keysAndValues)).toArray(String[]::new));
    }

    /** Over TLS. */
    static LoopbackGateway encrypted(ServerTls tls) {
        return with(Optional.of(tls));
    }

    /** As on the machine of somebody who develops a page: for pages of any port, with tokens for who knows the code. */
    static LoopbackGateway developing(String code) {
        return with("token.dev-tokens-code", code, "gateway.allowed-origins", "loopback");
    }

    /** With so much time for a request, and many heartbeats. */
    static LoopbackGateway hurried(Duration handshakeTimeout) {
        return with("gateway.handshake-timeout", handshakeTimeout.toString(), "gateway.heartbeat-interval", "100ms");
    }

    /** For those who have tokens of these keys. */
    static LoopbackGateway believing(URI keys, Optional<ServerTls> tls) {
        return with(tls, "token.jwks", keys.toString(), "token.audience", "*", "token.dev-tokens", "false");
    }

    /** With these rules for tokens and sessions. */
    static LoopbackGateway ruled(AccessRules rules) {
        return with(
                "token.longest-life", rules.longestTokenLife().toString(),
                "session.longest-life", rules.longestSession().toString(),
                "token.typ", rules.tokenType().orElse(""));
    }

    /** With frames of any size that a test may want, and no heartbeats. */
    static LoopbackGateway unlimited() {
        GatewayConfig config = config("gateway.heartbeat-interval", "1h", "gateway.idle-timeout", "2h");
        return new LoopbackGateway(config, Optional.empty(), 32 * 1024 * 1024);
    }

    /** Listens at another place as well, with something around the pipeline. The port. */
    int listen(String host, int port, UnaryOperator<ChannelHandler> connections) {
        return Transport.port(transport.listen(host, port, connections.apply(pipeline)));
    }

    int port() {
        return Transport.port(socket);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port());
    }

    String token(String userId) {
        return dev(new DevTokenAccess(Optional.empty())).issue(new UserId(userId));
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

    private DevTokens dev(DevTokenAccess access) {
        return new DevTokens(auth, access, Clock.systemUTC());
    }

    private synchronized void answer(SessionChange change) {
        if (change.getChange() == SessionState.CONNECTED) {
            dispatcher.deliver(new Delivery(new InboxDelivery(
                    change.getUserId(),
                    change.getSessionId(),
                    change.getEpoch(),
                    true,
                    true,
                    inboxes.getOrDefault(change.getUserId(), List.of()),
                    null,
                    false)));
            dispatcher.endOfBatch();
        }
    }

    private static void taken(String key, Object value, Appender.Acknowledgement acknowledgement) {
        acknowledgement.done(null);
    }
}
