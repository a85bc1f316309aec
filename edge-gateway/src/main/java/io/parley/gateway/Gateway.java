package io.parley.gateway;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.parley.avro.Signal;
import io.parley.gateway.auth.TokenAuthenticator;
import io.parley.gateway.auth.TokenVerifier;
import io.parley.gateway.http.HttpRouter;
import io.parley.gateway.lease.LeaseKeeper;
import io.parley.gateway.lease.LeaseListener;
import io.parley.gateway.limit.BadTokenLimiter;
import io.parley.gateway.limit.SocketLimiter;
import io.parley.gateway.log.Appender;
import io.parley.gateway.management.ManagementPipeline;
import io.parley.gateway.metrics.GatewayMetrics;
import io.parley.gateway.presence.PresenceWatches;
import io.parley.gateway.session.SessionRegistry;
import io.parley.gateway.session.Sessions;
import io.parley.gateway.session.connection.SessionAnnouncer;
import io.parley.gateway.session.request.ClientLog;
import io.parley.gateway.session.request.HistorySource;
import io.parley.gateway.socket.PublicPipeline;
import io.parley.gateway.tls.ServerTls;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
 * <p>The order of the start: the delivery topic and its end, the lease, the public port; so that others can write to
 * the gateway as soon as they see its lease. The end is the reverse, after the drain of the clients.
 */
public final class Gateway implements AutoCloseable, LeaseListener {

    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
    private static final Duration PAUSE = Duration.ofMillis(10);
    private static final String GOODBYE = "the gateway is going away";
    private static final ByteBufAllocator ALLOCATOR = PooledByteBufAllocator.DEFAULT;

    private final GatewayConfig config;
    private final HistorySource history;
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
    public Gateway(GatewayConfig config, HistorySource history) {
        this(config, history, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
    }

    /** @param meters meters of the management port; may be shared with others in this process */
    public Gateway(GatewayConfig config, HistorySource history, PrometheusMeterRegistry meters) {
        this(config, history, meters, Clock.systemUTC(), System::nanoTime, RandomGenerator.getDefault());
    }

    Gateway(
            GatewayConfig config,
            HistorySource history,
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
        return config.tls().isPresent() ? "https" : "http";
    }

    public int managementPort() {
        return Transport.port(managementSocket);
    }

    /**
     * Turns unready, then sends the clients away, gives up the lease, and ends. Blocks: for the unready wait, at most
     * the drain timeout, and then at most 15 s, independent of clients and brokers. An interrupt shortens the waits.
     */
    @Override
    public synchronized void close() {
        lifecycle.leave();
        if (publicSocket != null && publicSocket.isOpen()) {
            await(() -> false, config.unreadyWait());
        }
        lifecycle.drain();
        if (publicSocket != null) {
            publicSocket.close().awaitUninterruptibly();
            sessions.drain(GOODBYE);
            await(() -> registry.isEmpty(), config.drainTimeout());
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
        BadTokenLimiter badTokens = new BadTokenLimiter(config.connections().badTokensPerSecond(), nanoTime);
        TokenAuthenticator tokens = new TokenAuthenticator(verifier::verify, badTokens);
        sessions = components.sessions(clientLog, log.pressure(), announcer, presence, tokens);

        Housekeeping housekeeping = closing(new Housekeeping());
        housekeeping.everySecond(announcer::retry);
        housekeeping.everySecond(presence::sweep);
        housekeeping.everySecond(badTokens::evictIdle);
        tls.ifPresent(certificate -> housekeeping.everySecond(certificate::refresh));
        HttpRouter router = components.router(tokens, lifecycle, sessions);
        Transport clients = closing(new Transport("parley-clients", config.eventLoops(), ALLOCATOR));
        closing(log.deliveries(components.dispatcher(presence, lease::startOver), clock, nanoTime))
                .start();
        lease.start();
        lifecycle.started(lease);
        awaitReady();
        listenForClients(clients, router, tls);
        lifecycle.listens();
    }

    private void listenForManagement() {
        Transport management = closing(new Transport("parley-management", 1, ALLOCATOR));
        managementSocket = management.listen(
                config.listen().managementHost(),
                config.listen().managementPort(),
                new ManagementPipeline(lifecycle, meters, config.requests()));
    }

    private void listenForClients(Transport clients, HttpRouter router, Optional<ServerTls> tls) {
        SocketLimiter sockets = new SocketLimiter(config.sockets(), config.connections());
        metrics.sockets(sockets, SocketLimiter::count);
        publicSocket = clients.listen(
                config.listen().host(),
                config.listen().port(),
                new PublicPipeline(
                        sockets,
                        router,
                        tls,
                        config.handshakeTimeout(),
                        config.requests(),
                        config.maxFrameBytes(),
                        metrics::handshakeRefused));
    }

    private void awaitReady() {
        if (!await(() -> lifecycle.obstacle().isEmpty(), config.startTimeout())) {
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
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0 || Thread.currentThread().isInterrupted()) {
                return condition.getAsBoolean();
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return true;
    }
}
