package io.parley.gateway.socket;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketServerExtensionHandler;
import io.netty.handler.timeout.ReadTimeoutHandler;
import io.parley.gateway.http.HttpRouter;
import io.parley.gateway.tls.ServerTls;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The handlers of a connection on the public port, top to bottom, until {@link WebSocketUpgrade} exchanges them. */
public final class PublicPipeline extends ChannelInitializer<Channel> {

    private static final String READ_TIMEOUT = "read-timeout";
    private static final String TLS = "tls";
    private static final String HTTP = "http";
    private static final String HTTP_AGGREGATOR = "http-aggregator";
    private static final String EXTENSIONS = "extensions";
    private static final String ROUTER = "router";

    private static final int LONGEST_LINE = 16 * 1024;
    private static final int LONGEST_HEADERS = 32 * 1024;
    private static final int LARGEST_BODY = 16 * 1024;

    private final HttpRouter router;
    private final Optional<ServerTls> tls;
    private final Duration silence;
    private final int maxFrameBytes;

    /**
     * @param tls what connections are encrypted with, if they are
     * @param silence after which a connection that is no WebSocket and says nothing is closed
     * @param maxFrameBytes the most that a message of a client's may hold
     */
    public PublicPipeline(HttpRouter router, Optional<ServerTls> tls, Duration silence, int maxFrameBytes) {
        this.router = router;
        this.tls = tls;
        this.silence = silence;
        this.maxFrameBytes = maxFrameBytes;
    }

    @Override
    protected void initChannel(Channel channel) {
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.addLast(READ_TIMEOUT, new ReadTimeoutHandler(silence.toMillis(), TimeUnit.MILLISECONDS));
        tls.ifPresent(encryption -> pipeline.addLast(TLS, encryption.handler(channel.alloc(), silence)));
        pipeline.addLast(
                        HTTP,
                        new HttpServerCodec(new HttpDecoderConfig()
                                .setMaxInitialLineLength(LONGEST_LINE)
                                .setMaxHeaderSize(LONGEST_HEADERS)))
                .addLast(HTTP_AGGREGATOR, new HttpObjectAggregator(LARGEST_BODY))
                .addLast(EXTENSIONS, new WebSocketServerExtensionHandler(new DeflateWithoutContext(maxFrameBytes)))
                .addLast(ROUTER, router);
    }
}
