package io.parley.gateway.http;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.TooLongHttpContentException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;

import java.util.function.Consumer;

/** Refuses requests that are unreadable or too large, and passes all others. Shared by all. */
@ChannelHandler.Sharable
final class UnreadableRequests extends ChannelInboundHandlerAdapter {

    private final Consumer<String> refusals;

    /** @param refusals called with the reason when a request is unreadable */
    UnreadableRequests(Consumer<String> refusals) {
        this.refusals = refusals;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof FullHttpRequest request
                && request.decoderResult().isFailure()) {
            try {
                refuse(context, request);
            } finally {
                request.release();
            }
        } else {
            context.fireChannelRead(message);
        }
    }

    private void refuse(ChannelHandlerContext context, FullHttpRequest request) {
        Throwable cause = request.decoderResult().cause();
        if (cause instanceof TooLongHttpContentException) {
            // The rest of the request is dropped, so the connection can stay.
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
        HttpResponses.send(context.channel(), request, Problem.of(status, detail));
    }
}
