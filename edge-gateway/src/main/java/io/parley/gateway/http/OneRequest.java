package io.parley.gateway.http;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.util.ReferenceCountUtil;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Passes one request at a time: the next only after the previous answer was written in full. So a client that sends
 * requests and reads no answers costs one answer, and a client that sends them ahead gets the answers in order. Removed
 * when the connection becomes a WebSocket.
 */
final class OneRequest extends ChannelDuplexHandler {

    private final RequestValve valve;
    private final Deque<FullHttpRequest> waiting = new ArrayDeque<>();
    private boolean answering;
    private boolean proceeding;

    /** @param valve before the decoder of the same connection */
    OneRequest(RequestValve valve) {
        this.valve = valve;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof FullHttpRequest request) {
            waiting.add(request);
            proceed(context);
        } else {
            context.fireChannelRead(message);
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        // After these there is no next request.
        boolean isLast = message instanceof HttpResponse answer
                && (answer.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS) || !HttpUtil.isKeepAlive(answer));
        if (isLast) {
            var unused = context.write(message, promise);
        } else {
            var unused = context.write(message, promise).addListener(written -> {
                if (written.isSuccess()) {
                    answering = false;
                    proceed(context);
                }
            });
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        waiting.forEach(ReferenceCountUtil::release);
        waiting.clear();
    }

    private void proceed(ChannelHandlerContext context) {
        if (proceeding) {
            return;
        }
        proceeding = true;
        try {
            while (!answering && !waiting.isEmpty()) {
                answering = true;
                context.fireChannelRead(waiting.poll());
            }
        } finally {
            proceeding = false;
        }
        if (context.isRemoved()) {
            return;
        }
        if (answering) {
            valve.shut();
        } else {
            valve.open();
        }
    }
}
