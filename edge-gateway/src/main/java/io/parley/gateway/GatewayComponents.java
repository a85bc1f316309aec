package io.parley.gateway;

import io.netty.buffer.PooledByteBufAllocator;
import io.parley.avro.SessionChange;
import io.parley.avro.SignIn;
import io.parley.avro.Signal;
import io.parley.avro.Watch;
import io.parley.gateway.auth.DevTokens;
import io.parley.gateway.auth.TokenAuthenticator;
import io.parley.gateway.cutoff.CutoffRules;
import io.parley.gateway.delivery.DeliveryDispatcher;
import io.parley.gateway.delivery.RepeatLookup;
import io.parley.gateway.frame.FrameWriter;
import io.parley.gateway.http.Admission;
import io.parley.gateway.http.ConnectEndpoint;
import io.parley.gateway.http.HttpRouter;
import io.parley.gateway.http.OriginPolicy;
import io.parley.gateway.http.TokenEndpoint;
import io.parley.gateway.http.WebFiles;
import io.parley.gateway.lease.Epoch;
import io.parley.gateway.lease.LeaseKeeper;
import io.parley.gateway.limit.Budgets;
import io.parley.gateway.limit.ConnectionLimiter;
import io.parley.gateway.limit.RecordedRefusals;
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
import io.parley.gateway.socket.WebSocketUpgrade;
import io.parley.gateway.tls.ServerTls;
import io.parley.history.HistoryReader;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** Creates the components of one gateway from its config, each by a step of its own; starts and closes none of them. */
final class GatewayComponents {

    private static final Duration WATCH_PATIENCE = Duration.ofSeconds(5);

    private final GatewayConfig config;
    private final HistoryReader history;
    private final SessionRegistry registry;
    private final GatewayMetrics metrics;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final RandomGenerator random;
    private final FrameWriter frames = new FrameWriter(PooledByteBufAllocator.DEFAULT);
    private final RecentMessages recent;

    GatewayComponents(
            GatewayConfig config,
            HistoryReader history,
            SessionRegistry registry,
            GatewayMetrics metrics,
            Clock clock,
            LongSupplier nanoTime,
            RandomGenerator random) {
        this.config = config;
        this.history = history;
        this.registry = registry;
        this.metrics = metrics;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.random = random;
        this.recent = new RecentMessages(clock, metrics);
    }

    /** Makes the encryption of the public port, if there is a certificate. Reads its files. */
    Optional<ServerTls> tls() {
        Optional<ServerTls> tls =
                config.ports().clients().tls().map(files -> new ServerTls(files, metrics::certificateRead, clock));
        tls.ifPresent(certificate -> metrics.certificateLife(
                certificate,
                each -> Duration.between(clock.instant(), each.end()).toSeconds()));
        return tls;
    }

    PresenceWatches presence(Appender<Watch> watches, Epoch epoch) {
        return new PresenceWatches(
                config.id(), epoch, watches, frames, metrics, config.life().watchRetention(), WATCH_PATIENCE, nanoTime);
    }

    SessionAnnouncer announcer(Appender<SessionChange> changes, Appender<Signal> signals, LeaseKeeper lease) {
        return new SessionAnnouncer(config.id(), lease, changes, signals, metrics, lease::startOver);
    }

    Budgets budgets() {
        Budgets budgets = new Budgets(config.limits().clients(), nanoTime);
        metrics.budgets(budgets, Budgets::size);
        return budgets;
    }

    Sessions sessions(
            ClientLog log,
            Budgets budgets,
            LogPressure pressure,
            SessionAnnouncer announcer,
            PresenceWatches presence,
            TokenAuthenticator tokens,
            CutoffRules cutoffs) {
        ConnectionFactory connections = new ConnectionFactory(
                config.sessions(),
                new UnsentBytes(config.limits().unsent()),
                announcer,
                tokens::verify,
                cutoffs,
                config.auth().rules().longestSession(),
                frames,
                metrics,
                nanoTime,
                random);
        RequestFactory requests = new RequestFactory(
                log, announcer, history, recent, config.limits().clients(), budgets, metrics, nanoTime);
        SessionFactory factory = new SessionFactory(
                config.id(), config.sessions(), connections, presence, requests, pressure::isHigh, metrics);
        return new Sessions(factory, registry, new SessionSweeps(clock, nanoTime, random), pressure, metrics);
    }

    ConnectionLimiter connectionLimiter() {
        return new ConnectionLimiter(config.limits().connections(), nanoTime);
    }

    SignIns signIns(Appender<SignIn> log) {
        return new SignIns(config.id(), log, new RecordedRefusals(nanoTime), metrics, clock);
    }

    HttpRouter router(
            TokenAuthenticator tokens,
            CutoffRules cutoffs,
            Admission admission,
            ConnectionLimiter limiter,
            SignIns signIns,
            Sessions sessions) {
        OriginPolicy origins = new OriginPolicy(config.ports().clients().allowedOrigins());
        Optional<DevTokens> devTokens =
                config.auth().devTokens().map(access -> new DevTokens(config.auth(), access, clock));
        GatewayConfig.Limits limits = config.limits();
        return new HttpRouter(
                new ConnectEndpoint(
                        tokens,
                        cutoffs,
                        origins,
                        admission,
                        config.ports().clients().proxies(),
                        limiter,
                        signIns,
                        new WebSocketUpgrade(sessions, limits.clients(), limits.frameBytes(), metrics, nanoTime),
                        metrics,
                        random),
                new TokenEndpoint(devTokens, origins),
                WebFiles.load(origins));
    }

    /** @param startOver ends the gateway's epoch: every session gets a fresh inbox */
    DeliveryDispatcher dispatcher(PresenceWatches presence, Runnable startOver) {
        return new DeliveryDispatcher(
                registry, frames, recent, new RepeatLookup(history, registry, frames), presence, startOver, metrics);
    }
}
