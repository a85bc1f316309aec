package io.parley.gateway.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.parley.gateway.auth.DevTokens;
import io.parley.schemas.UserId;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@code POST /v1/token}: a token for whoever asks, in development only and for callers on the loopback address only.
 * Anywhere else it doesn't exist.
 */
public final class TokenEndpoint implements Endpoint {

    private static final JsonFactory JSON = new JsonFactory();
    private static final String FORWARDED = "x-forwarded-for";
    private static final Pattern LOOPBACK_HOST =
            Pattern.compile("(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d{1,5})?", Pattern.CASE_INSENSITIVE);

    private final Optional<DevTokens> tokens;
    private final OriginPolicy origins;

    /** @param tokens empty where development tokens are off */
    public TokenEndpoint(Optional<DevTokens> tokens, OriginPolicy origins) {
        this.tokens = tokens;
        this.origins = origins;
    }

    @Override
    public void handle(ChannelHandlerContext context, FullHttpRequest request) {
        if (tokens.isEmpty()) {
            refuse(context, request, Problem.of(HttpResponseStatus.NOT_FOUND, "there is nothing here"));
        } else if (!isLoopback(context.channel().remoteAddress())
                || request.headers().contains(FORWARDED)
                || !namesLoopback(request.headers().get(HttpHeaderNames.HOST))) {
            refuse(
                    context,
                    request,
                    Problem.of(HttpResponseStatus.FORBIDDEN, "development tokens are for this machine alone"));
        } else if (!origins.allows(request.headers(), HttpRouter.isEncrypted(context.channel()))) {
            refuse(context, request, Problem.of(HttpResponseStatus.FORBIDDEN, "not for pages of this origin"));
        } else if (!request.method().equals(HttpMethod.POST)) {
            refuse(context, request, Problem.methodNotAllowed("POST"));
        } else {
            issue(context, request, tokens.get());
        }
    }

    private static void issue(ChannelHandlerContext context, FullHttpRequest request, DevTokens tokens) {
        String userId = userId(Answers.utf8(request.content()));
        if (!UserId.isValid(userId)) {
            refuse(
                    context,
                    request,
                    Problem.of(
                            HttpResponseStatus.BAD_REQUEST,
                            "userId: missing or not valid (expected: {\"userId\": \"…\"} with " + UserId.EXPECTATION
                                    + ")"));
            return;
        }
        // A JWT needs no escapes in JSON.
        String body = "{\"token\":\"" + tokens.issue(new UserId(userId)) + "\"}";
        Answers.send(
                context.channel(), request, Answers.of(HttpResponseStatus.OK, "application/json; charset=utf-8", body));
    }

    /** The field {@code userId} of a JSON object, or null. */
    private static String userId(String body) {
        String userId = null;
        try (JsonParser json = JSON.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
                JsonToken value = json.nextToken();
                if (field.equals("userId") && value == JsonToken.VALUE_STRING) {
                    userId = json.getText();
                }
                json.skipChildren();
            }
            return userId;
        } catch (IOException e) {
            return null;
        }
    }

    private static boolean isLoopback(SocketAddress address) {
        return address instanceof InetSocketAddress inet
                && inet.getAddress() != null
                && inet.getAddress().isLoopbackAddress();
    }

    /** Else a page of anywhere could have its own name resolve to this machine, and ask as if it came from here. */
    private static boolean namesLoopback(String host) {
        return host != null && LOOPBACK_HOST.matcher(host).matches();
    }

    private static void refuse(ChannelHandlerContext context, FullHttpRequest request, Problem problem) {
        Answers.send(context.channel(), request, problem);
    }
}
