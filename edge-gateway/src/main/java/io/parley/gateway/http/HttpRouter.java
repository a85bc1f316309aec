package io.parley.gateway.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.ssl.SslHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.Map;

/**
 * Routes each HTTP request to the endpoint of its path; the last handler of the pipeline. Shared by all connections.
 */
@ChannelHandler.Sharable
public final class HttpRouter extends SimpleChannelInboundHandler<FullHttpRequest> {

    private static final Logger LOG = LoggerFactory.getLogger(HttpRouter.class);

    private final Map<String, Endpoint> endpoints;
    private final Endpoint otherwise;

    /**
     * @param connect for {@code /v1/connect}
     * @param token for {@code /v1/token}
     * @param otherwise for every other path
     */
    public HttpRouter(ConnectEndpoint connect, TokenEndpoint token, WebFiles otherwise) {
        this.endpoints = Map.of("/v1/connect", connect, "/v1/token", token);
        this.otherwise = otherwise;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        endpoints.getOrDefault(path(request), otherwise).handle(context, request);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException || cause instanceof CodecException) {
            LOG.debug("a connection ended before it was a session", cause);
        } else {
            LOG.error("a request failed", cause);
        }
        var unused = context.close();
    }

    /** The path of a request, without its query. */
    static String path(FullHttpRequest request) {
        String uri = request.uri();
        int query = uri.indexOf('?');
        return query < 0 ? uri : uri.substring(0, query);
    }

    /** Whether the connection is encrypted up to the gateway itself. */
    static boolean isEncrypted(Channel channel) {
        return channel.pipeline().get(SslHandler.class) != null;
    }
}
