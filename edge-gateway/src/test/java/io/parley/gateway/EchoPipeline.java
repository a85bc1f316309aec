package io.parley.gateway;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;

/** The pipeline of a public connection for clients that know neither our path nor our tokens, and want an echo. */
final class EchoPipeline extends ChannelInitializer<Channel> {

    private final ChannelHandler publicPipeline;
    private final String token;

    EchoPipeline(ChannelHandler publicPipeline, String token) {
        this.publicPipeline = publicPipeline;
        this.token = token;
    }

    @Override
    protected void initChannel(Channel channel) {
        channel.pipeline().addLast(publicPipeline).addBefore("router", "introduction", new Introduction(token));
    }

    /** Gives every request our path and a token, and puts the echo before the session when there is one. */
    private static final class Introduction extends ChannelDuplexHandler {

        private final String token;
        private boolean echoing;

        private Introduction(String token) {
            this.token = token;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof FullHttpRequest request) {
                request.setUri("/v1/connect").headers().set(HttpHeaderNames.AUTHORIZATION, "Bearer " + token);
            } else if (message instanceof WebSocketFrame && !echoing) {
                echoing = true;
                ChannelPipeline pipeline = context.pipeline();
                pipeline.addBefore("session", "echo", new Echo());
                ChannelInboundHandler guard = (ChannelInboundHandler) pipeline.get("frame-guard");
                pipeline.replace("frame-guard", "binary-too", new BinaryToo(guard));
            }
            context.fireChannelRead(message);
        }

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            if (!echoing && isTheSessionsOwn(message)) {
                ReferenceCountUtil.release(message);
            } else {
                var unused = context.write(message, promise);
            }
        }
    }

    /** Does the same as the guard, except the refusal of binary frames. */
    private static final class BinaryToo extends ChannelInboundHandlerAdapter {

        private final ChannelInboundHandler guard;

        private BinaryToo(ChannelInboundHandler guard) {
            this.guard = guard;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
            if (message instanceof BinaryWebSocketFrame frame && frame.rsv() == 0) {
                context.fireChannelRead(message);
            } else {
                guard.channelRead(context, message);
            }
        }
    }

    /** Sends texts and binary messages back, and nothing of the session's but Pong and Close. */
    private static final class Echo extends ChannelDuplexHandler {

        private boolean closing;

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof TextWebSocketFrame || message instanceof BinaryWebSocketFrame) {
                if (closing) {
                    ReferenceCountUtil.release(message);
                } else {
                    var unused = context.writeAndFlush(message);
                }
            } else {
                context.fireChannelRead(message);
            }
        }

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            closing |= message instanceof CloseWebSocketFrame;
            if (isTheSessionsOwn(message)) {
                ReferenceCountUtil.release(message);
            } else {
                var unused = context.write(message, promise);
            }
        }
    }

    private static boolean isTheSessionsOwn(Object message) {
        return message instanceof TextWebSocketFrame || message instanceof PingWebSocketFrame;
    }
}
