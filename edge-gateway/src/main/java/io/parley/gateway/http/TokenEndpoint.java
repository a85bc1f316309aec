package io.parley.gateway.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.parley.gateway.auth.DevTokens;
import io.parley.gateway.proxy.ClientAddress;
import io.parley.schemas.UserId;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Handles {@code POST /v1/token}: signs a token for a caller who knows the code, in development only and for callers on
 * the loopback address only. Otherwise it doesn't exist.
 *
 * <p>A proxy on the same machine calls from there too, on behalf of anybody; only those who can read the gateway's own
 * terminal know the code.
 */
public final class TokenEndpoint implements Endpoint {

    private static final JsonFactory JSON = new JsonFactory();

    /**
     * Headers that proxies and content networks add. A proxy needn't add any, but then it speaks HTTP/1.0, as nginx does by
     * itself, or passes on what only a client on this machine would write.
     */
    private static final List<String> FORWARDED = List.of(
            "forwarded",
            "via",
            "x-real-ip",
            "x-client-ip",
            "true-client-ip",
            "fastly-client-ip",
            "cf-connecting-ip",
            "cf-ray",
            "cdn-loop",
            "x-original-forwarded-for",
            "x-envoy-external-address",
            "x-amzn-trace-id");

    private static final String FORWARDED_PREFIX = "x-forwarded-";

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
        boolean allowed = origins.names(request.headers(), HttpRouter.isEncrypted(context.channel()));
        Map<CharSequence, String> readable = CrossOrigin.headers(request.headers(), allowed);
        FullHttpResponse answer = answer(context.channel(), request, allowed);
        readable.forEach((name, value) -> answer.headers().set(name, value));
        HttpResponses.send(context.channel(), request, answer);
    }

    private FullHttpResponse answer(Channel channel, FullHttpRequest request, boolean allowed) {
        if (tokens.isEmpty()) {
            return refusal(HttpResponseStatus.NOT_FOUND, "there is nothing here");
        } else if (!isLoopback(channel.remoteAddress())
                || !ClientAddress.ofConnection(channel).isLoopbackAddress()
                || isForwarded(request)
                || !namesLoopback(request.headers().getAll(HttpHeaderNames.HOST))) {
            return refusal(HttpResponseStatus.FORBIDDEN, "development tokens are for this machine alone");
        } else if (!allowed) {
            return refusal(HttpResponseStatus.FORBIDDEN, "not for pages of this origin");
        } else if (request.method().equals(HttpMethod.OPTIONS)) {
            return preflight();
        } else if (!request.method().equals(HttpMethod.POST)) {
            return HttpResponses.of(Problem.methodNotAllowed("POST, OPTIONS"));
        }
        return token(request, tokens.get());
    }

    private static FullHttpResponse token(FullHttpRequest request, DevTokens tokens) {
        Map<String, String> fields = fields(HttpResponses.utf8(request.content()));
        if (!tokens.areFor(fields.get("code"))) {
            return refusal(
                    HttpResponseStatus.FORBIDDEN,
                    "code: missing or not the right one (expected: {\"userId\": \"…\", \"code\": \"…\"} with the code in"
                            + " the address that ./parley up printed and ./parley status prints again; with ./parley up"
                            + " --open-tokens none is asked for)");
        }
        String userId = fields.get("userId");
        if (!UserId.isValid(userId)) {
            return refusal(
                    HttpResponseStatus.BAD_REQUEST,
                    "userId: missing or not valid (expected: {\"userId\": \"…\"} with " + UserId.EXPECTATION + ")");
        }
        // A JWT needs no escapes in JSON.
        String body = "{\"token\":\"" + tokens.issue(new UserId(userId)) + "\"}";
        return HttpResponses.of(HttpResponseStatus.OK, "application/json; charset=utf-8", body);
    }

    private static FullHttpResponse preflight() {
        FullHttpResponse answer = HttpResponses.of(HttpResponseStatus.NO_CONTENT, "text/plain", "");
        answer.headers().remove(HttpHeaderNames.CONTENT_TYPE);
        CrossOrigin.preflight("POST").forEach((name, value) -> answer.headers().set(name, value));
        return answer;
    }

    /** Returns the text fields of a JSON object; none if the body is no object. */
    private static Map<String, String> fields(String body) {
        Map<String, String> fields = new HashMap<>();
        try (JsonParser json = JSON.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return Map.of();
            }
            for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
                if (json.nextToken() == JsonToken.VALUE_STRING) {
                    fields.put(field, json.getText());
                }
                json.skipChildren();
            }
            return fields;
        } catch (IOException e) {
            return Map.of();
        }
    }

    private static boolean isForwarded(FullHttpRequest request) {
        return !request.protocolVersion().equals(HttpVersion.HTTP_1_1)
                || FORWARDED.stream().anyMatch(request.headers()::contains)
                || request.headers().names().stream()
                        .anyMatch(name -> name.regionMatches(true, 0, FORWARDED_PREFIX, 0, FORWARDED_PREFIX.length()));
    }

    private static boolean isLoopback(SocketAddress address) {
        return address instanceof InetSocketAddress inet
                && inet.getAddress() != null
                && inet.getAddress().isLoopbackAddress();
    }

    /**
     * Otherwise any page could let its own name resolve to this machine, and request as if it were loaded from here.
     */
    private static boolean namesLoopback(List<String> hosts) {
        return hosts.size() == 1 && LOOPBACK_HOST.matcher(hosts.get(0)).matches();
    }

    private static FullHttpResponse refusal(HttpResponseStatus status, String detail) {
        return HttpResponses.of(Problem.of(status, detail));
    }
}
