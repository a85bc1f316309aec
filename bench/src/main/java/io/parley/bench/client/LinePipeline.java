package io.parley.bench.client;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;

import java.net.URI;

/** Sets up a client's connection: the upgrade, answers to Pings, aggregation of frames, and the client. */
final class LinePipeline extends ChannelInitializer<Channel> {

    private static final int LARGEST_ANSWER = 16 * 1024;
    private static final int LARGEST_FRAME = 1024 * 1024;
    private static final long HANDSHAKE_MILLIS = 30_000;

    private final URI address;
    private final String token;
    private final Line line;

    /** Makes the pipelines of one user's connections. */
    record Factory(URI address, String token) {

        LinePipeline pipeline(Line line) {
            return new LinePipeline(address, token, line);
        }
    }

    private LinePipeline(URI address, String token, Line line) {
        this.address = address;
        this.token = token;
        this.line = line;
    }

    @Override
    protected void initChannel(Channel channel) {
        HttpHeaders headers = new DefaultHttpHeaders().add(HttpHeaderNames.AUTHORIZATION, "Bearer " + token);
        WebSocketClientProtocolConfig config = WebSocketClientProtocolConfig.newBuilder()
                .webSocketUri(address)
                .version(WebSocketVersion.V13)
                .subprotocol("parley.v1.json")
                .allowExtensions(false)
                .customHeaders(headers)
                .maxFramePayloadLength(LARGEST_FRAME)
                .handshakeTimeoutMillis(HANDSHAKE_MILLIS)
                .withUTF8Validator(false)
                .build();
        channel.pipeline()
                .addLast("http", new HttpClientCodec())
                .addLast("http-aggregator", new HttpObjectAggregator(LARGEST_ANSWER))
                .addLast("web-socket", new WebSocketClientProtocolHandler(config))
                .addLast("frame-aggregator", new WebSocketFrameAggregator(LARGEST_FRAME))
                .addLast("client", new Receiver(line));
    }

    /** Passes frames and the end to the client. */
    private static final class Receiver extends SimpleChannelInboundHandler<TextWebSocketFrame> {

        private final Line line;

        Receiver(Line line) {
            this.line = line;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, TextWebSocketFrame frame) {
            line.received(frame.content());
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            line.inactive();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            line.broken(cause);
            var unused = context.close();
        }
    }
}
