package io.parley.gateway.session.connection;

import io.parley.gateway.auth.TokenVerdict;
import io.parley.gateway.cutoff.CutoffRules;
import io.parley.gateway.frame.FrameWriter;
import io.parley.gateway.limit.UnsentBytes;
import io.parley.gateway.metrics.GatewayMetrics;

import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** Sets up the connection of each session. Thread-safe. */
public final class ConnectionFactory {

    /** The part of its longest life that a session may be spared. */
    private static final double SPREAD = 0.1;

    private final SessionLimits limits;
    private final UnsentBytes unsent;
    private final SessionAnnouncer announcer;
    private final BiFunction<String, InetAddress, CompletionStage<TokenVerdict>> tokens;
    private final CutoffRules cutoffs;
    private final Duration longestLife;
    private final FrameWriter frames;
    private final GatewayMetrics metrics;
    private final LongSupplier nanoTime;
    private final RandomGenerator random;

    /**
     * @param unsent bounds what the clients of a user, and all, have not read
     * @param tokens verifies the tokens that clients send from an address while they are connected, on any thread
     * @param cutoffs end sessions whose tokens have not expired
     * @param longestLife of a session, however often its token is renewed; zero: any
     */
    public ConnectionFactory(
            SessionLimits limits,
            UnsentBytes unsent,
            SessionAnnouncer announcer,
            BiFunction<String, InetAddress, CompletionStage<TokenVerdict>> tokens,
            CutoffRules cutoffs,
            Duration longestLife,
            FrameWriter frames,
            GatewayMetrics metrics,
            LongSupplier nanoTime,
            RandomGenerator random) {
        this.limits = limits;
        this.unsent = unsent;
        this.announcer = announcer;
        this.tokens = tokens;
        this.cutoffs = cutoffs;
        this.longestLife = longestLife;
        this.frames = frames;
        this.metrics = metrics;
        this.nanoTime = nanoTime;
        this.random = random;
    }

    /** Sets up a connection whose handshake is done. To be called on its event loop. */
    public SessionConnection connection(SessionIdentity identity, SessionSocket socket) {
        int slowAbove = limits.unsent().slowAboveBytes();
        socket.writeBufferWatermark(slowAbove / 2, slowAbove);
        FrameSender sender = new FrameSender(
                socket, identity.user(), frames, metrics, limits.unsent().mostBytes(), unsent);
        Heartbeat heartbeat = new Heartbeat(
                limits.heartbeat().interval(), limits.heartbeat().timeout(), random.nextDouble(), nanoTime.getAsLong());
        UnfinishedMessage message = new UnfinishedMessage(limits.messageTimeout(), nanoTime.getAsLong());
        return new SessionConnection(
                identity,
                socket,
                sender,
                new Liveness(socket, sender, heartbeat, message),
                new Registration(identity, announcer, limits, nanoTime, sender),
                new TokenExpiry(
                        identity,
                        text -> tokens.apply(text, socket.address()),
                        cutoffs,
                        spread(longestLife),
                        sender,
                        nanoTime.getAsLong()));
    }

    /** Those that came at once after a restart are not to leave and come back at once. */
    private Duration spread(Duration longest) {
        return Duration.ofNanos((long) (longest.toNanos() * (1 - random.nextDouble() * SPREAD)));
    }
}
