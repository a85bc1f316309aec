package io.parley.gateway.socket;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.parley.gateway.session.Session;

import java.util.function.LongSupplier;

/**
 * Reports to the session whether a part of a message has come whose rest is missing: a frame without its end, or a
 * fragment without the last one. Sits on both sides of the decoder: bytes that make no frame are the former.
 */
final class MessageProgress extends ChannelInboundHandlerAdapter {

    private final Session session;
    private final LongSupplier nanoTime;
    private boolean fragmented;
    private boolean frameCame;

    MessageProgress(Session session, LongSupplier nanoTime) {
        this.session = session;
        this.nanoTime = nanoTime;
    }

    /** Makes the handler for the other side of the decoder, where bytes come. */
    ChannelHandler ofBytes() {
        return new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext context, Object bytes) {
                frameCame = false;
                context.fireChannelRead(bytes);
                if (!frameCame || fragmented) {
                    session.liveness().messageBegan(nanoTime.getAsLong());
                } else {
                    session.liveness().messageEnded();
                }
            }
        };
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        frameCame = true;
        if (message instanceof TextWebSocketFrame
                || message instanceof BinaryWebSocketFrame
                || message instanceof ContinuationWebSocketFrame) {
            fragmented = !((WebSocketFrame) message).isFinalFragment();
        }
        context.fireChannelRead(message);
    }
}
