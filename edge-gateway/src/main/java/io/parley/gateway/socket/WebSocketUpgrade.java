package io.parley.gateway.socket;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker13;
import io.parley.gateway.frame.FrameReader;
import io.parley.gateway.http.HttpHandlers;
import io.parley.gateway.http.HttpRouter;
import io.parley.gateway.http.ReadGate;
import io.parley.gateway.http.Upgrade;
import io.parley.gateway.limit.ClientLimits;
import io.parley.gateway.limit.InboundRateLimiter;
import io.parley.gateway.metrics.GatewayMetrics;
import io.parley.gateway.session.Session;
import io.parley.gateway.session.Sessions;
import io.parley.gateway.session.connection.SessionIdentity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.function.LongSupplier;

/** Does the WebSocket handshake, exchanges the HTTP handlers for those of a WebSocket, and begins the session. */
public final class WebSocketUpgrade implements Upgrade {

    private static final Logger LOG = LoggerFactory.getLogger(WebSocketUpgrade.class);

    /** Netty's own name. */
    static final String DECODER = "wsdecoder";

    static final String MESSAGE_BYTES = "message-bytes";
    static final String MESSAGE_PROGRESS = "message-progress";
    static final String CONTINUATION_GUARD = "continuation-guard";
    static final String FRAME_GUARD = "frame-guard";
    static final String THROTTLE = "throttle";
    static final String UTF8 = "utf8";
    static final String AGGREGATOR = "aggregator";
    static final String SESSION = "session";

    private final Sessions sessions;
    private final ClientLimits clients;
    private final int maxFrameBytes;
    private final GatewayMetrics metrics;
    private final LongSupplier nanoTime;
    private final FrameReader reader = new FrameReader();
    private final FrameGuard guard;

    /** @param maxFrameBytes the most bytes of a client's message, even in fragments */
    public WebSocketUpgrade(
            Sessions sessions, ClientLimits clients, int maxFrameBytes, GatewayMetrics metrics, LongSupplier nanoTime) {
        this.sessions = sessions;
        this.clients = clients;
        this.metrics = metrics;
        this.maxFrameBytes = maxFrameBytes;
        this.guard = new FrameGuard(maxFrameBytes);
        this.nanoTime = nanoTime;
    }

    @Override
    public void upgrade(
            ChannelHandlerContext context,
            FullHttpRequest request,
            String subprotocol,
            SessionIdentity identity,
            Runnable whenEnded) {
        Channel channel = context.channel();
        channel.closeFuture().addListener(closed -> whenEnded.run());
        WebSocketServerHandshaker handshaker = new WebSocketServerHandshaker13(null, subprotocol, decoding());
        ChannelFuture handshake = handshaker.handshake(channel, request, null, channel.newPromise());
        handshake.addListener(done -> {
            if (done.isSuccess()) {
                begin(channel, identity);
            } else {
                LOG.debug("a handshake failed", done.cause());
                var unused = channel.close();
            }
        });
    }

    private void begin(Channel channel, SessionIdentity identity) {
        ChannelPipeline pipeline = channel.pipeline();
        ChannelSocket socket = new ChannelSocket(channel, pipeline.get(ReadGate.class));
        pipeline.remove(HttpRouter.class);
        HttpHandlers.removeFrom(pipeline);
        Session session = sessions.open(identity, socket, channel.eventLoop());
        // Others must not wait for the end of the connection to see that the user may not have got the last frames.
        socket.whenGivenUp(() -> sessions.close(session));
        InboundRateLimiter limiter = new InboundRateLimiter(clients, maxFrameBytes, nanoTime);
        MessageProgress progress = new MessageProgress(session, nanoTime);
        pipeline.addBefore(DECODER, MESSAGE_BYTES, progress.ofBytes());
        pipeline.addAfter(DECODER, CONTINUATION_GUARD, ContinuationGuard.INSTANCE);
        pipeline.addAfter(DECODER, MESSAGE_PROGRESS, progress);
        pipeline.addLast(FRAME_GUARD, guard);
        pipeline.addLast(THROTTLE, new Throttle(session, socket, limiter, metrics, nanoTime));
        pipeline.addLast(UTF8, new Utf8FrameValidator(false));
        pipeline.addLast(AGGREGATOR, new WebSocketFrameAggregator(maxFrameBytes));
        pipeline.addLast(SESSION, new SessionHandler(sessions, session, socket, reader, nanoTime));
        // By the channel itself, which may end before it has a handler.
        channel.closeFuture().addListener(closed -> {
            sessions.close(session);
            session.connectionGone();
        });
        // Data that was held since before there was a reader.
        HttpHandlers.handOnTheRest(pipeline);
    }

    private WebSocketDecoderConfig decoding() {
        return WebSocketDecoderConfig.newBuilder()
                .maxFramePayloadLength(maxFrameBytes)
                .allowExtensions(true)
                // The session sends the reason and closes, see ChannelSocket.
                .closeOnProtocolViolation(false)
                .withUTF8Validator(true)
                .build();
    }
}
