package io.parley.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;

import java.nio.charset.StandardCharsets;

/** Creates and sends full HTTP responses, with the headers that all of them have. */
public final class HttpResponses {

    /** A browser that has used TLS here uses nothing else for a year. */
    private static final String STRICT_TRANSPORT = "max-age=31536000";

    private HttpResponses() {}

    /** Creates an answer with a text as its body. */
    public static FullHttpResponse of(HttpResponseStatus status, String contentType, String body) {
        return of(status, contentType, Unpooled.copiedBuffer(body, StandardCharsets.UTF_8));
    }

    static FullHttpResponse of(HttpResponseStatus status, String contentType, ByteBuf body) {
        FullHttpResponse answer = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
        answer.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, contentType)
                .set("x-content-type-options", "nosniff")
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store");
        return answer;
    }

    static FullHttpResponse of(Problem problem) {
        FullHttpResponse answer = of(problem.status(), Problem.CONTENT_TYPE, problem.json());
        problem.headers().forEach((name, value) -> answer.headers().set(name, value));
        return answer;
    }

    /** Sends a refusal; keeps the connection if the client wants that. */
    static void send(Channel channel, HttpRequest request, Problem problem) {
        send(channel, request, of(problem));
    }

    /** Sends an answer, without its body to a HEAD; keeps the connection if the client wants that. */
    public static void send(Channel channel, HttpRequest request, FullHttpResponse answer) {
        HttpHeaders headers = answer.headers();
        if (!answer.status().equals(HttpResponseStatus.NOT_MODIFIED)
                && !answer.status().equals(HttpResponseStatus.NO_CONTENT)) {
            headers.set(HttpHeaderNames.CONTENT_LENGTH, answer.content().readableBytes());
        }
        if (HttpRouter.isEncrypted(channel)) {
            headers.set("strict-transport-security", STRICT_TRANSPORT);
        }
        boolean keepAlive = HttpUtil.isKeepAlive(request);
        HttpUtil.setKeepAlive(answer, keepAlive);
        if (request.method().equals(HttpMethod.HEAD)) {
            answer.content().clear();
        }
        ChannelFuture written = channel.writeAndFlush(answer);
        if (!keepAlive) {
            written.addListener(ChannelFutureListener.CLOSE);
        }
    }

    static String utf8(ByteBuf body) {
        return new String(ByteBufUtil.getBytes(body), StandardCharsets.UTF_8);
    }
}
