package io.parley.gateway.http;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection whose next request isn't complete in time. The time runs from the connection's start, including
 * TLS, and again from each answer; it stops while an answer is being made. Removed when the connection becomes a
 * WebSocket.
 */
final class RequestDeadline extends ChannelDuplexHandler {

    private static final Logger LOG = LoggerFactory.getLogger(RequestDeadline.class);

    private final Duration timeout;
    private final Runnable whenFirstIsLate;
    private boolean hadRequest;
    private Future<?> deadline;

    /** @param whenFirstIsLate called when a connection is closed without ever finishing a request */
    RequestDeadline(Duration timeout, Runnable whenFirstIsLate) {
        this.timeout = timeout;
        this.whenFirstIsLate = whenFirstIsLate;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        begin(context);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof FullHttpRequest) {
            hadRequest = true;
            end();
        }
        context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof HttpResponse) {
            end();
            begin(context);
        }
        var unused = context.write(message, promise);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        end();
        context.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        end();
    }

    private void begin(ChannelHandlerContext context) {
        deadline = context.executor().schedule(() -> late(context), timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void end() {
        deadline.cancel(false);
    }

    private void late(ChannelHandlerContext context) {
        if (!context.channel().isOpen()) {
            return;
        }
        LOG.debug("a connection had no request for too long");
        if (!hadRequest) {
            whenFirstIsLate.run();
        }
        var unused = context.close();
    }
}
