package io.parley.gateway.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.parley.gateway.auth.TokenAuthenticator;
import io.parley.gateway.auth.TokenVerdict;
import io.parley.gateway.auth.TokenVerdict.Accepted;
import io.parley.gateway.auth.TokenVerdict.Refused;
import io.parley.gateway.auth.TokenVerdict.TooMany;
import io.parley.gateway.cutoff.Cutoff;
import io.parley.gateway.cutoff.CutoffRules;
import io.parley.gateway.limit.ConnectionLimiter;
import io.parley.gateway.limit.ConnectionLimiter.Full;
import io.parley.gateway.metrics.GatewayMetrics;
import io.parley.gateway.proxy.ClientAddress;
import io.parley.gateway.session.connection.SessionIdentity;
import io.parley.runtime.proxy.ProxyRules;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;

/**
 * Handles {@code GET /v1/connect}: upgrades to a WebSocket, or answers with the reason against it. Checks in this
 * order: readiness, origin, subprotocol, presence of a token, the WebSocket handshake, rate of handshakes, rate of bad
 * tokens of the address, the token, whether it or its user was cut off, the user's rate, the number of connections.
 *
 * <p>A handshake that isn't answered with 101 gives its turn in the rate of all back: those who are not let in must not
 * use up the rate of those who are.
 */
public final class ConnectEndpoint implements Endpoint {

    /** Seconds after which a refused client may come back: spread, so that clients don't come back all at once. */
    private static final int SOONEST_RETRY = 1;

    private static final int LATEST_RETRY = 5;

    private final TokenAuthenticator tokens;
    private final CutoffRules cutoffs;
    private final OriginPolicy origins;
    private final Admission admission;
    private final ProxyRules proxies;
    private final ConnectionLimiter limiter;
    private final SignInRecord signIns;
    private final Upgrade upgrade;
    private final GatewayMetrics metrics;
    private final RandomGenerator random;

    public ConnectEndpoint(
            TokenAuthenticator tokens,
            CutoffRules cutoffs,
            OriginPolicy origins,
            Admission admission,
            ProxyRules proxies,
            ConnectionLimiter limiter,
            SignInRecord signIns,
            Upgrade upgrade,
            GatewayMetrics metrics,
            RandomGenerator random) {
        this.tokens = tokens;
        this.cutoffs = cutoffs;
        this.origins = origins;
        this.admission = admission;
        this.proxies = proxies;
        this.limiter = limiter;
        this.signIns = signIns;
        this.upgrade = upgrade;
        this.metrics = metrics;
        this.random = random;
    }

    @Override
    public void handle(ChannelHandlerContext context, FullHttpRequest request) {
        var unused = ClientAddress.note(context.channel(), proxies, request.headers());
        Handshake handshake = new Handshake(request);
        Optional<String> obstacle = admission.obstacle();
        Optional<String> token = handshake.token();
        if (!request.method().equals(HttpMethod.GET)) {
            refuse(context, request, "method", Problem.methodNotAllowed("GET"));
        } else if (obstacle.isPresent()) {
            refuse(context, request, "not-ready", Problem.unavailable(obstacle.get(), retryAfter()));
        } else if (!origins.allows(request.headers(), HttpRouter.isEncrypted(context.channel()))) {
            refuse(
                    context,
                    request,
                    "origin",
                    Problem.of(HttpResponseStatus.FORBIDDEN, "pages of this origin may not connect"));
        } else if (!handshake.isUnderstood()) {
            refuse(
                    context,
                    request,
                    "subprotocol",
                    Problem.of(HttpResponseStatus.BAD_REQUEST, "offer the subprotocol " + Handshake.SUBPROTOCOL));
        } else if (token.isEmpty()) {
            refuse(context, request, "token", Problem.unauthorized("a bearer token is needed", false));
        } else if (!handshake.isUpgrade()) {
            refuse(
                    context,
                    request,
                    "no-websocket",
                    new Problem(
                            HttpResponseStatus.UPGRADE_REQUIRED,
                            "a WebSocket handshake of version 13 is needed",
                            Map.of(HttpHeaderNames.UPGRADE, "websocket", HttpHeaderNames.SEC_WEBSOCKET_VERSION, "13")));
        } else if (!limiter.tryHandshake()) {
            refuse(context, request, "pace", Problem.unavailable("too many clients come at once", retryAfter()));
        } else {
            verify(context, request, handshake, token.get());
        }
    }

    private void verify(ChannelHandlerContext context, FullHttpRequest request, Handshake handshake, String token) {
        request.retain();
        tokens.verify(token, address(context)).whenComplete((verdict, failure) -> {
            Runnable goOn = () -> {
                try {
                    decided(context, request, handshake, verdict);
                } finally {
                    request.release();
                }
            };
            // At once if possible: a client may have closed its side right after the handshake.
            if (context.executor().inEventLoop()) {
                goOn.run();
            } else {
                onEventLoop(context, request, goOn);
            }
        });
    }

    private static void onEventLoop(ChannelHandlerContext context, FullHttpRequest request, Runnable goOn) {
        try {
            context.executor().execute(goOn);
        } catch (RejectedExecutionException e) {
            // The gateway is closing.
            request.release();
        }
    }

    private void decided(
            ChannelHandlerContext context, FullHttpRequest request, Handshake handshake, TokenVerdict verdict) {
        if (!context.channel().isActive()) {
            limiter.returnHandshake();
        } else if (verdict instanceof Accepted accepted) {
            accepted(context, request, handshake, accepted);
        } else {
            limiter.returnHandshake();
            refuse(context, request, verdict);
        }
    }

    private void refuse(ChannelHandlerContext context, FullHttpRequest request, TokenVerdict verdict) {
        if (verdict instanceof Refused refused) {
            refuse(context, request, "token", Problem.unauthorized("the token is refused: " + refused.reason(), true));
        } else if (verdict instanceof TooMany) {
            refuse(
                    context,
                    request,
                    "bad-tokens",
                    Problem.tooMany("too many bad tokens from this address", retryAfter()));
        } else {
            refuse(
                    context,
                    request,
                    "keys",
                    Problem.unavailable("the keys to check the token with can't be had", retryAfter()));
        }
    }

    private void accepted(
            ChannelHandlerContext context, FullHttpRequest request, Handshake handshake, Accepted accepted) {
        Optional<Cutoff> cutoff = cutoffs.cutoff(accepted.credential());
        if (cutoff.isPresent()) {
            refuse(context, request, accepted, cutoff.get().cause().label(), problem(cutoff.get()));
            return;
        }
        Optional<Duration> wait = limiter.connect(accepted.user());
        if (wait.isPresent()) {
            refuse(
                    context,
                    request,
                    accepted,
                    "user-pace",
                    Problem.tooMany("this user connects too often", longer(wait.get(), retryAfter())));
            return;
        }
        admit(context, request, handshake, accepted);
    }

    private void admit(ChannelHandlerContext context, FullHttpRequest request, Handshake handshake, Accepted accepted) {
        InetAddress address = address(context);
        Optional<Full> full = limiter.acquire(accepted.user(), address);
        if (full.isEmpty()) {
            AtomicBoolean released = new AtomicBoolean();
            SessionIdentity identity = identity(accepted);
            signIns.letIn(identity, address);
            upgrade.upgrade(context, request, handshake.answer(), identity, () -> {
                if (released.compareAndSet(false, true)) {
                    limiter.release(accepted.user(), address);
                }
            });
            return;
        }
        switch (full.get()) {
            case GATEWAY ->
                refuse(context, request, accepted, "full", Problem.unavailable("the gateway is full", retryAfter()));
            case USER ->
                refuse(
                        context,
                        request,
                        accepted,
                        "user",
                        Problem.tooMany("too many connections of this user", retryAfter()));
            case ADDRESS ->
                refuse(
                        context,
                        request,
                        accepted,
                        "address",
                        Problem.tooMany("too many connections from this address", retryAfter()));
        }
    }

    /** With a fresh token one who was signed out may come back; one who is suspended may not. */
    private static Problem problem(Cutoff cutoff) {
        return switch (cutoff.cause()) {
            case SUSPENDED ->
                Problem.of(
                        HttpResponseStatus.FORBIDDEN,
                        "the user is suspended"
                                + cutoff.until().map(until -> " until " + until).orElse(""));
            case SIGNED_OUT -> Problem.unauthorized("the token was ended by an operator: sign in again", true);
            case KEY_WITHDRAWN -> Problem.unauthorized("the key of the token was withdrawn", true);
        };
    }

    /** Refuses somebody who is known, which is recorded. */
    private void refuse(
            ChannelHandlerContext context, FullHttpRequest request, Accepted accepted, String reason, Problem problem) {
        limiter.returnHandshake();
        signIns.refused(accepted, address(context), reason);
        refuse(context, request, reason, problem);
    }

    private void refuse(ChannelHandlerContext context, FullHttpRequest request, String reason, Problem problem) {
        metrics.handshakeRefused(reason);
        HttpResponses.send(context.channel(), request, problem);
    }

    private static InetAddress address(ChannelHandlerContext context) {
        return ClientAddress.of(context.channel());
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private Duration retryAfter() {
        return Duration.ofSeconds(random.nextInt(SOONEST_RETRY, LATEST_RETRY + 1));
    }

    private static SessionIdentity identity(Accepted accepted) {
        return new SessionIdentity(
                UUID.randomUUID().toString(),
                accepted.device().orElseGet(() -> UUID.randomUUID().toString()),
                accepted.credential());
    }
}
