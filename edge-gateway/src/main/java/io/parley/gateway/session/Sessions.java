package io.parley.gateway.session;

import io.netty.util.concurrent.EventExecutor;
import io.parley.gateway.auth.TokenVerdict;
import io.parley.gateway.frame.FrameWriter;
import io.parley.gateway.frame.PageTrimmer;
import io.parley.gateway.lease.Epoch;
import io.parley.gateway.limit.ClientLimits;
import io.parley.gateway.limit.CommandRateLimiter;
import io.parley.gateway.metrics.GatewayMetrics;
import io.parley.gateway.presence.PresenceWatches;
import io.parley.schemas.GatewayId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.InetAddress;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** Makes sessions, puts them where deliveries and sweeps find them, and takes them out again. Safe for many threads. */
public final class Sessions {

    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

    /** What a server's frame holds at most, less what a page of history has around its events. */
    private static final int PAGE_BYTES = (1 << 20) - 2048;

    private final GatewayId gateway;
    private final SessionLimits limits;
    private final ClientLimits clients;
    private final CommandRateLimiter pace;
    private final FrameWriter frames;
    private final SessionLog log;
    private final BiFunction<String, InetAddress, CompletionStage<TokenVerdict>> tokens;
    private final HistorySource history;
    private final RecentMessages recent;
    private final SessionAnnouncer announcer;
    private final Epoch epoch;
    private final PresenceWatches presence;
    private final SessionRegistry registry;
    private final SessionSweeps sweeps;
    private final GatewayMetrics metrics;
    private final LongSupplier nanoTime;
    private final RandomGenerator random;
    private final PageTrimmer cut = new PageTrimmer(PAGE_BYTES);

    /** Why everybody is sent away; null as long as nobody is. */
    private volatile String goodbye;

    /** @param tokens decides the tokens that clients bring from an address while they are connected, on any thread */
    public Sessions(
            GatewayId gateway,
            SessionLimits limits,
            ClientLimits clients,
            FrameWriter frames,
            SessionLog log,
            BiFunction<String, InetAddress, CompletionStage<TokenVerdict>> tokens,
            HistorySource history,
            RecentMessages recent,
            SessionAnnouncer announcer,
            Epoch epoch,
            PresenceWatches presence,
            SessionRegistry registry,
            SessionSweeps sweeps,
            GatewayMetrics metrics,
            LongSupplier nanoTime,
            RandomGenerator random) {
        this.gateway = gateway;
        this.limits = limits;
        this.clients = clients;
        this.pace = new CommandRateLimiter(clients.commandsPerSecondPerUser(), nanoTime);
        this.frames = frames;
        this.log = log;
        this.tokens = tokens;
        this.history = history;
        this.recent = recent;
        this.announcer = announcer;
        this.epoch = epoch;
        this.presence = presence;
        this.registry = registry;
        this.sweeps = sweeps;
        this.metrics = metrics;
        this.nanoTime = nanoTime;
        this.random = random;
        log.pressure().whenRelieved(sweeps::logRelieved);
        metrics.unsentBytes(sweeps, SessionSweeps::unsentBytes, SessionSweeps::mostUnsentBytes);
    }

    /** Begins a session on a connection whose handshake is done. To be called on its event loop. */
    public Session open(SessionIdentity identity, SessionSocket socket, EventExecutor eventLoop) {
        Session session = make(identity, socket);
        // Found first and announced then: the answer must not come too early.
        registry.add(session);
        sweeps.add(eventLoop, session);
        String reason = goodbye;
        if (reason == null) {
            session.begin();
        } else {
            session.drain(reason);
        }
        return session;
    }

    /** The connection is gone. To be called on its event loop. */
    public void close(Session session) {
        registry.remove(session);
        session.end();
    }

    /** Announces every session again, each on its event loop. */
    public void announceAgain() {
        forEach(Session::announceAgain);
    }

    /** Sends every client away, each on its event loop, and from now on those whose handshake was under way as well. */
    public void drain(String reason) {
        goodbye = reason;
        forEach(session -> session.drain(reason));
    }

    private void forEach(Consumer<Session> action) {
        for (Session session : registry.all()) {
            try {
                session.executor().execute(() -> session.attempt(() -> action.accept(session)));
            } catch (RejectedExecutionException e) {
                LOG.debug("an event loop has ended, and its connections with it");
            }
        }
    }

    private Session make(SessionIdentity identity, SessionSocket socket) {
        String userId = identity.user().value();
        socket.marks(limits.slowAboveBytes() / 2, limits.slowAboveBytes());
        Outlet outlet = new Outlet(socket, frames, metrics, limits.maxUnsentBytes());
        Memberships memberships = new Memberships(userId);
        OpenConversations open = new OpenConversations(presence, outlet);
        NewsLane news = new NewsLane(new Backlog(limits.slowTimeout()), memberships, outlet, metrics);
        Registration registration = new Registration(identity, announcer, epoch, limits, nanoTime, outlet);
        TokenLife token = new TokenLife(identity, text -> tokens.apply(text, socket.address()), outlet);
        SessionSignals signals = new SessionSignals(identity, gateway, epoch, log.signals(), log.readMarks());
        InterestSignals interests = new InterestSignals(signals, announcer, memberships, open, outlet);
        Requests requests = new Requests(
                new CommandRequests(
                        userId,
                        log.commands(),
                        new TargetStamps(userId, recent, history, memberships, metrics),
                        outlet,
                        metrics,
                        nanoTime),
                new SignalRequests(
                        signals, interests, memberships, open, clients.openConversations(), outlet, nanoTime),
                new UserRequests(userId, registration, log.devices(), outlet),
                token,
                new HistoryRequests(history, memberships, outlet, cut),
                pace.join(identity.user()),
                outlet);
        return new Session(
                identity,
                socket,
                outlet,
                log.pressure()::isHigh,
                new Heartbeat(
                        limits.heartbeatInterval(),
                        limits.heartbeatTimeout(),
                        random.nextDouble(),
                        nanoTime.getAsLong()),
                registration,
                token,
                requests,
                new SessionStream(userId, memberships, open, news, outlet, metrics),
                () -> frames.ready(identity.sessionId(), userId, gateway.value(), limits.heartbeatInterval()),
                limits.reconnectSpread(),
                metrics);
    }
}
