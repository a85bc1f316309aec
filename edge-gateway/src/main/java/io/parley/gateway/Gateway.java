package io.parley.gateway;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.parley.avro.Signal;
import io.parley.gateway.auth.TokenAuthenticator;
import io.parley.gateway.auth.TokenVerifier;
import io.parley.gateway.cutoff.Cutoffs;
import io.parley.gateway.cutoff.SuspensionReader;
import io.parley.gateway.cutoff.Suspensions;
import io.parley.gateway.cutoff.WithdrawnKeys;
import io.parley.gateway.http.HttpRouter;
import io.parley.gateway.lease.LeaseKeeper;
import io.parley.gateway.lease.LeaseListener;
import io.parley.gateway.limit.BadTokenLimiter;
import io.parley.gateway.limit.Budgets;
import io.parley.gateway.limit.ConnectionLimiter;
import io.parley.gateway.limit.SocketLimiter;
import io.parley.gateway.log.Appender;
import io.parley.gateway.management.ManagementPipeline;
import io.parley.gateway.metrics.GatewayMetrics;
import io.parley.gateway.presence.PresenceWatches;
import io.parley.gateway.session.SessionRegistry;
import io.parley.gateway.session.Sessions;
import io.parley.gateway.session.connection.SessionAnnouncer;
import io.parley.gateway.session.request.ClientLog;
import io.parley.gateway.signin.SignIns;
import io.parley.gateway.socket.PublicPipeline;
import io.parley.gateway.tls.ServerTls;
import io.parley.history.HistoryReader;
import io.parley.runtime.lifecycle.Deadline;
import io.parley.runtime.management.Health;
import io.parley.runtime.management.ManagementPort;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Starts, drains and ends a gateway. Several may live in one process, each with a slot of its own.
 *
 * <p>The order of the start: the delivery topic and its end, who is suspended, the lease, the public port; so that
 * others can write to the gateway as soon as they learn of it, and nobody is let in who was cut off. The end is the
 * reverse, after the clients were sent away.
 */
public final class Gateway implements AutoCloseable, LeaseListener {

    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
    private static final Duration PAUSE = Duration.ofMillis(10);
    private static final String GOODBYE = "the gateway is going away";
    private static final ByteBufAllocator ALLOCATOR = PooledByteBufAllocator.DEFAULT;

    private final GatewayConfig config;
    private final HistoryReader history;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final RandomGenerator random;

    private final PrometheusMeterRegistry meters;
    private final GatewayMetrics metrics;
    private final SessionRegistry registry;
    private final Lifecycle lifecycle;
    private final Deque<AutoCloseable> closeables = new ArrayDeque<>();

    private Sessions sessions;
    private PresenceWatches presence;
    private Channel publicSocket;
    private Channel managementSocket;

    /** @param history is the caller's to close, after the gateway */
    public Gateway(GatewayConfig config, HistoryReader history) {
        this(config, history, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
    }

    /** @param meters what the management port shows; may be shared with others in this process */
    public Gateway(GatewayConfig config, HistoryReader history, PrometheusMeterRegistry meters) {
        this(config, history, meters, Clock.systemUTC(), System::nanoTime, RandomGenerator.getDefault());
    }

    Gateway(
            GatewayConfig config,
            HistoryReader history,
            PrometheusMeterRegistry meters,
            Clock clock,
            LongSupplier nanoTime,
            RandomGenerator random) {
        this.config = config;
        this.history = history;
        this.meters = meters;
        this.metrics = new GatewayMetrics(meters);
        metrics.expect(ExpectedCounts.labels());
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.random = random;
        this.registry = new SessionRegistry(metrics);
        this.lifecycle = new Lifecycle();
    }

    /**
     * Starts, and returns when clients can connect. Blocks.
     *
     * @throws IllegalStateException if it fails, with the reason in one line; started components are closed
     */
    public void start() {
        try {
            begin();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
        LOG.info("gateway {} listens on port {}, management on port {}", config.id(), port(), managementPort());
    }

    /** The port for clients. */
    public int port() {
        return Transport.port(publicSocket);
    }

    /** The scheme of addresses on that port: http, or https with a certificate. */
    public String scheme() {
        return config.ports().clients().tls().isPresent() ? "https" : "http";
    }

    public int managementPort() {
        return Transport.port(managementSocket);
    }

    /** The scheme of addresses on the management port. */
    public String managementScheme() {
        return config.ports().management().http().scheme();
    }

    /** Whether clients should be sent here; any thread may ask. */
    public Health ready() {
        return lifecycle.readiness();
    }

    /**
     * Turns unready, then sends the clients away, gives up the lease, and ends. Blocks: for the unready wait, at most
     * the drain timeout, and then at most 15 s, independent of clients and brokers. An interrupt shortens the waits.
     */
    @Override
    public synchronized void close() {
        lifecycle.leave();
        if (publicSocket != null && publicSocket.isOpen()) {
            await(() -> false, config.life().unreadyWait());
        }
        lifecycle.drain();
        if (publicSocket != null) {
            publicSocket.close().awaitUninterruptibly();
            sessions.drain(GOODBYE);
            await(() -> registry.isEmpty(), config.life().drainTimeout());
        }
        metrics.close();
        while (!closeables.isEmpty()) {
            try {
                closeables.pop().close();
            } catch (Exception e) {
                LOG.warn("a part of the gateway did not close properly", e);
            }
        }
    }

    @Override
    public void epochChanged(long epoch) {
        metrics.leaseLost();
        sessions.announceAgain();
        presence.watchAgain();
    }

    @Override
    public void superseded() {
        sessions.drain(GOODBYE);
    }

    /** Runs the steps of the start, in the order described above. */
    private void begin() {
        GatewayComponents components =
                new GatewayComponents(config, history, registry, metrics, clock, nanoTime, random);
        Optional<ServerTls> tls = components.tls();
        listenForManagement();

        GatewayLog log = closing(new GatewayLog(config, metrics));
        log.createDeliveryTopic();
        LeaseKeeper lease = closing(log.lease(clock, nanoTime, this));
        presence = components.presence(log.watches(), lease);
        Appender<Signal> signals = log.signals();
        ClientLog clientLog = log.ofClients(lease, signals);
        SessionAnnouncer announcer = components.announcer(log.sessions(), signals, lease);
        TokenVerifier verifier = closing(new TokenVerifier(config.auth(), clock));
        BadTokenLimiter badTokens =
                new BadTokenLimiter(config.limits().connections().badTokensPerSecond(), nanoTime);
        TokenAuthenticator tokens = new TokenAuthenticator(verifier::verify, badTokens);
        Suspensions suspensions = new Suspensions();
        metrics.suspensions(suspensions, Suspensions::size);
        WithdrawnKeys withdrawnKeys = new WithdrawnKeys(verifier::keysInUse);
        Cutoffs cutoffs = new Cutoffs(suspensions, withdrawnKeys, clock);
        Budgets budgets = components.budgets();
        sessions = components.sessions(clientLog, budgets, log.pressure(), announcer, presence, tokens, cutoffs);

        ConnectionLimiter connections = components.connectionLimiter();
        SignIns signIns = components.signIns(log.signIns());
        Housekeeping housekeeping = closing(new Housekeeping());
        housekeeping.everySecond(announcer::retry);
        housekeeping.everySecond(presence::sweep);
        housekeeping.everySecond(badTokens::evictIdle);
        housekeeping.everySecond(connections::evictIdle);
        housekeeping.everySecond(signIns::evictIdle);
        housekeeping.everySecond(budgets::evictIdle);
        housekeeping.everySecond(withdrawnKeys::look);
        tls.ifPresent(certificate -> housekeeping.everySecond(certificate::refresh));
        config.ports()
                .management()
                .http()
                .tls()
                .ifPresent(certificate -> housekeeping.everySecond(certificate::refresh));
        HttpRouter router = components.router(tokens, cutoffs, lifecycle, connections, signIns, sessions);
        Transport clients =
                closing(new Transport("parley-clients", config.ports().clients().eventLoops(), ALLOCATOR));
        closing(log.deliveries(components.dispatcher(presence, lease::startOver), clock, nanoTime))
                .start();
        SuspensionReader suspensionReader = closing(log.suspensions(suspensions, clock));
        suspensionReader.start(config.life().startTimeout());
        lifecycle.follows(suspensionReader::isCurrent);
        lease.start();
        lifecycle.started(lease);
        awaitReady();
        listenForClients(clients, router, tls);
        lifecycle.listens();
    }

    private void listenForManagement() {
        Transport management = closing(new Transport("parley-management", 1, ALLOCATOR));
        ManagementPort port = config.ports().management();
        InetSocketAddress address = port.http().address();
        managementSocket = management.listen(
                address.getHostString(),
                address.getPort(),
                new ManagementPipeline(lifecycle, meters, port, config.limits().requests()));
    }

    private void listenForClients(Transport clients, HttpRouter router, Optional<ServerTls> tls) {
        GatewayConfig.PublicPort port = config.ports().clients();
        GatewayConfig.Limits limits = config.limits();
        SocketLimiter sockets = new SocketLimiter(limits.sockets(), limits.connections());
        metrics.sockets(sockets, SocketLimiter::count);
        publicSocket = clients.listen(
                port.host(),
                port.port(),
                new PublicPipeline(
                        sockets,
                        router,
                        port.proxies(),
                        tls,
                        port.handshakeTimeout(),
                        limits.requests(),
                        limits.frameBytes(),
                        metrics::handshakeRefused));
    }

    private void awaitReady() {
        if (!await(() -> lifecycle.obstacle().isEmpty(), config.life().startTimeout())) {
            throw new IllegalStateException("gateway " + config.id() + " is not ready: "
                    + lifecycle.obstacle().orElse("it took too long"));
        }
    }

    private <T extends AutoCloseable> T closing(T part) {
        closeables.push(part);
        return part;
    }

    /** Polls until a condition is true, and returns whether it was in time. */
    private static boolean await(BooleanSupplier condition, Duration timeout) {
        Deadline deadline = Deadline.in(timeout);
        while (!condition.getAsBoolean()) {
            if (deadline.isOver() || Thread.currentThread().isInterrupted()) {
                return condition.getAsBoolean();
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return true;
    }
}
