package io.parley.gateway.socket;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.parley.gateway.limit.InboundRateLimiter;
import io.parley.gateway.metrics.GatewayMetrics;
import io.parley.gateway.session.Session;
import io.parley.gateway.session.connection.PauseReason;
import io.parley.protocol.CloseReason;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Pauses reads from a client above its rate limit; closes the connection if it stays above. Frames that were read along
 * with the excess one are handled and lengthen the pause.
 */
final class Throttle extends ChannelInboundHandlerAdapter {

    private final Session session;
    private final ChannelSocket socket;
    private final InboundRateLimiter limiter;
    private final GatewayMetrics metrics;
    private final LongSupplier nanoTime;
    private boolean paused;
    private long resumeAt;

    Throttle(
            Session session,
            ChannelSocket socket,
            InboundRateLimiter limiter,
            GatewayMetrics metrics,
            LongSupplier nanoTime) {
        this.session = session;
        this.socket = socket;
        this.limiter = limiter;
        this.metrics = metrics;
        this.nanoTime = nanoTime;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof WebSocketFrame frame && !socket.isClosing()) {
            long tooEarly = limiter.take(frame.content().readableBytes());
            if (tooEarly > 0) {
                pause(context, tooEarly);
            }
        }
        context.fireChannelRead(message);
    }

    private void pause(ChannelHandlerContext context, long nanos) {
        long now = nanoTime.getAsLong();
        long until = now + nanos;
        if (!limiter.pause(until - (paused ? resumeAt : now))) {
            session.fail(CloseReason.TOO_MANY);
            return;
        }
        resumeAt = until;
        if (!paused) {
            paused = true;
            metrics.readingPaused(PauseReason.RATE.label());
            var unused = socket.pause(PauseReason.RATE);
            resumeAfter(context, nanos);
        }
    }

    private void resumeAfter(ChannelHandlerContext context, long nanos) {
        var unused = context.executor().schedule(() -> resume(context), nanos, TimeUnit.NANOSECONDS);
    }

    private void resume(ChannelHandlerContext context) {
        long left = resumeAt - nanoTime.getAsLong();
        if (left > 0 && context.channel().isActive()) {
            resumeAfter(context, left);
        } else {
            paused = false;
            socket.resume(PauseReason.RATE);
        }
    }
}
