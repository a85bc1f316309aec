package io.parley.gateway.socket;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.parley.gateway.limit.Intake;
import io.parley.gateway.metrics.GatewayMetrics;
import io.parley.gateway.session.CloseReason;
import io.parley.gateway.session.Pause;
import io.parley.gateway.session.Session;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Stops reading from a client that sends too much, until it may have sent it, and closes when that has been so for too
 * long. Frames that were read with the one that was too much are handled; they make the pause longer.
 */
final class Throttle extends ChannelInboundHandlerAdapter {

    private final Session session;
    private final ChannelSocket socket;
    private final Intake intake;
    private final GatewayMetrics metrics;
    private final LongSupplier nanoTime;
    private boolean paused;
    private long resumeAt;

    Throttle(Session session, ChannelSocket socket, Intake intake, GatewayMetrics metrics, LongSupplier nanoTime) {
        this.session = session;
        this.socket = socket;
        this.intake = intake;
        this.metrics = metrics;
        this.nanoTime = nanoTime;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof WebSocketFrame frame && !socket.isClosing()) {
            long tooEarly = intake.take(frame.content().readableBytes());
            if (tooEarly > 0) {
                pause(context, tooEarly);
            }
        }
        context.fireChannelRead(message);
    }

    private void pause(ChannelHandlerContext context, long nanos) {
        long now = nanoTime.getAsLong();
        long until = now + nanos;
        if (!intake.pause(until - (paused ? resumeAt : now))) {
            session.fail(CloseReason.TOO_MANY);
            return;
        }
        resumeAt = until;
        if (!paused) {
            paused = true;
            metrics.readingPaused(Pause.RATE.label());
            var unused = socket.pause(Pause.RATE);
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
            socket.resume(Pause.RATE);
        }
    }
}
