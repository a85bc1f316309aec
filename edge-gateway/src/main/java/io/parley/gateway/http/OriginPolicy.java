package io.parley.gateway.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;

import java.util.List;
import java.util.Locale;

/**
 * Which pages may let a browser connect: those of the gateway itself, and those that are configured. Clients that are no
 * browsers send no {@code Origin} and are let in.
 */
public final class OriginPolicy {

    private static final String ANY = "*";

    private final List<String> allowed;

    /** @param allowed origins such as {@code https://chat.example.org}, or {@code *} for any */
    public OriginPolicy(List<String> allowed) {
        this.allowed =
                allowed.stream().map(origin -> origin.toLowerCase(Locale.ROOT)).toList();
    }

    boolean allows(HttpHeaders headers) {
        String origin = headers.get(HttpHeaderNames.ORIGIN);
        if (origin == null || allowed.contains(ANY)) {
            return true;
        }
        String lowerCase = origin.toLowerCase(Locale.ROOT);
        return allowed.contains(lowerCase) || isOwn(lowerCase, headers.get(HttpHeaderNames.HOST));
    }

    private static boolean isOwn(String origin, String host) {
        int scheme = origin.indexOf("://");
        return host != null && scheme >= 0 && origin.substring(scheme + 3).equals(host.toLowerCase(Locale.ROOT));
    }
}
