package io.parley.gateway.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;

import java.util.Map;

/**
 * Creates the headers that let a browser page of another origin read an answer (CORS). They name that one origin, never
 * any, and allow no cookies: the gateway has none.
 */
final class CrossOrigin {

    private static final String PREFLIGHT_SECONDS = "600";

    private CrossOrigin() {}

    /** @param allowed whether the requesting page may read the answer */
    static Map<CharSequence, String> headers(HttpHeaders request, boolean allowed) {
        String origin = request.get(HttpHeaderNames.ORIGIN);
        // Without it a cache could give one page's answer to another.
        Map<CharSequence, String> varied = Map.of(HttpHeaderNames.VARY, "origin");
        return origin == null || !allowed
                ? varied
                : Map.of(HttpHeaderNames.VARY, "origin", HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    }

    /** The headers that a browser requires before it sends JSON to another origin. */
    static Map<CharSequence, String> preflight(String method) {
        return Map.of(
                HttpHeaderNames.ACCESS_CONTROL_ALLOW_METHODS,
                method,
                HttpHeaderNames.ACCESS_CONTROL_ALLOW_HEADERS,
                "content-type",
                HttpHeaderNames.ACCESS_CONTROL_MAX_AGE,
                PREFLIGHT_SECONDS);
    }
}
