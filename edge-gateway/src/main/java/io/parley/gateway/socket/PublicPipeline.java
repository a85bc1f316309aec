package io.parley.gateway.socket;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketServerExtensionHandler;
import io.parley.gateway.http.HttpHandlers;
import io.parley.gateway.http.HttpRouter;
import io.parley.gateway.limit.RequestLimits;
import io.parley.gateway.limit.SocketLimiter;
import io.parley.gateway.proxy.ProxyProtocolHandler;
import io.parley.gateway.tls.ServerTls;
import io.parley.runtime.proxy.ProxyRules;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Adds the handlers of a connection on the public port, top to bottom, until {@link WebSocketUpgrade} exchanges them.
 */
public final class PublicPipeline extends ChannelInitializer<Channel> {

    private static final String SOCKET_LIMIT = "socket-socketLimit";
    private static final String PROXY_PROTOCOL = "proxy-protocol";
    private static final String TLS = "tls";
    private static final String EXTENSIONS = "extensions";
    private static final String ROUTER = "router";

    private final HttpRouter router;
    private final ProxyRules proxies;
    private final Consumer<String> refusals;
    private final Optional<ServerTls> tls;
    private final Duration handshakeTimeout;
    private final HttpHandlers http;
    private final int maxFrameBytes;
    private final SocketLimitHandler socketLimit;

    /**
     * @param sockets limits the connections
     * @param proxies between clients and the gateway
     * @param tls the encryption of connections, if any
     * @param handshakeTimeout after which a connection is closed that is no WebSocket and has not finished a request
     * @param requests limits of requests' size
     * @param maxFrameBytes the most bytes of a client's message
     * @param refusals called with the reason when a request is unreadable, or a connection is closed without any answer
     */
    public PublicPipeline(
            SocketLimiter sockets,
            HttpRouter router,
            ProxyRules proxies,
            Optional<ServerTls> tls,
            Duration handshakeTimeout,
            RequestLimits requests,
            int maxFrameBytes,
            Consumer<String> refusals) {
        this.router = router;
        this.proxies = proxies;
        this.refusals = refusals;
        this.tls = tls;
        this.handshakeTimeout = handshakeTimeout;
        this.http = new HttpHandlers(requests, handshakeTimeout, refusals);
        this.maxFrameBytes = maxFrameBytes;
        this.socketLimit = new SocketLimitHandler(sockets, proxies, () -> refusals.accept("sockets"));
    }

    @Override
    protected void initChannel(Channel channel) {
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.addLast(SOCKET_LIMIT, socketLimit);
        if (proxies.protocol()) {
            pipeline.addLast(PROXY_PROTOCOL, new ProxyProtocolHandler(proxies, handshakeTimeout, refusals));
        }
        tls.ifPresent(encryption -> pipeline.addLast(TLS, encryption.handler(channel.alloc(), handshakeTimeout)));
        http.addTo(pipeline);
        pipeline.addLast(EXTENSIONS, new WebSocketServerExtensionHandler(new DeflateWithoutContext(maxFrameBytes)))
                .addLast(ROUTER, router);
    }
}
