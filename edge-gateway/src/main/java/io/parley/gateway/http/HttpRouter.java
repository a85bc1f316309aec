package io.parley.gateway.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.TooLongHttpContentException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.ssl.SslHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;

/** The tail of the pipeline while a connection speaks HTTP: finds the endpoint for a request's path. Shared by all. */
@ChannelHandler.Sharable
public final class HttpRouter extends SimpleChannelInboundHandler<FullHttpRequest> {

    private static final Logger LOG = LoggerFactory.getLogger(HttpRouter.class);

    private final Map<String, Endpoint> endpoints;
    private final Endpoint otherwise;
    private final Consumer<String> refusals;

    /**
     * @param connect for {@code /v1/connect}
     * @param token for {@code /v1/token}
     * @param otherwise for every other path
     * @param refusals told why a request could not be read
     */
    public HttpRouter(ConnectEndpoint connect, TokenEndpoint token, WebFiles otherwise, Consumer<String> refusals) {
        this.endpoints = Map.of("/v1/connect", connect, "/v1/token", token);
        this.otherwise = otherwise;
        this.refusals = refusals;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        if (request.decoderResult().isFailure()) {
            refuse(context, request);
            return;
        }
        endpoints.getOrDefault(path(request), otherwise).handle(context, request);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException || cause instanceof DecoderException) {
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

    /** Whether nobody on the way to the gateway can read or change what is said. */
    static boolean isEncrypted(Channel channel) {
        return channel.pipeline().get(SslHandler.class) != null;
    }

    private void refuse(ChannelHandlerContext context, FullHttpRequest request) {
        Throwable cause = request.decoderResult().cause();
        if (cause instanceof TooLongHttpContentException) {
            // The rest of it is dropped, and so the connection can stay.
            refuse(context, request, "body", HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE, "the body is too large");
            return;
        }
        request.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        if (cause instanceof TooLongHttpHeaderException) {
            refuse(
                    context,
                    request,
                    "headers",
                    HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
                    "the headers are too large");
        } else if (cause instanceof TooLongHttpLineException) {
            refuse(
                    context,
                    request,
                    "request-line",
                    HttpResponseStatus.REQUEST_URI_TOO_LONG,
                    "the request line is too long");
        } else {
            refuse(
                    context,
                    request,
                    "malformed",
                    HttpResponseStatus.BAD_REQUEST,
                    "not an HTTP request that can be read");
        }
    }

    private void refuse(
            ChannelHandlerContext context,
            FullHttpRequest request,
            String reason,
            HttpResponseStatus status,
            String detail) {
        refusals.accept(reason);
        Answers.send(context.channel(), request, Problem.of(status, detail));
    }
}
