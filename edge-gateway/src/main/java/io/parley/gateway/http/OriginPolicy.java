package io.parley.gateway.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Decides which pages may let a browser connect: those of the gateway itself, and those that are configured. Clients
 * that are no browsers send no {@code Origin} and are accepted.
 *
 * <p>A page is the gateway's own when it has the host and port that the browser connects to, and came encrypted if the
 * connection is: a page of the same name that came without TLS may be anybody's. A page of this machine, for those who
 * develop one, is one that came from a loopback address, by its number or as {@code localhost}, whatever the port.
 */
public final class OriginPolicy {

    private static final String ANY = "*";
    private static final String LOOPBACK = "loopback";
    private static final Pattern LOOPBACK_ORIGIN =
            Pattern.compile("https?://(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d{1,5})?");
    private static final String HTTPS = "https://";
    private static final String HTTP = "http://";

    /** What a proxy says of the client's side of it. It is believed where it forbids something, and never else. */
    private static final String FORWARDED_PROTOCOL = "x-forwarded-proto";

    private final List<String> allowed;

    /** @param allowed origins such as {@code https://chat.example.org}, {@code loopback}, or {@code *} for any */
    public OriginPolicy(List<String> allowed) {
        this.allowed =
                allowed.stream().map(origin -> origin.toLowerCase(Locale.ROOT)).toList();
    }

    /** @param encrypted whether the client speaks TLS with the gateway itself */
    boolean allows(HttpHeaders headers, boolean encrypted) {
        return allowed.contains(ANY) || names(headers, encrypted);
    }

    /** Whether the page is allowed for itself, and not merely because any is: for what no page of anywhere may have. */
    boolean names(HttpHeaders headers, boolean encrypted) {
        String origin = headers.get(HttpHeaderNames.ORIGIN);
        if (origin == null) {
            return true;
        }
        String lowerCase = origin.toLowerCase(Locale.ROOT);
        boolean secure = encrypted || "https".equalsIgnoreCase(headers.get(FORWARDED_PROTOCOL));
        return allowed.contains(lowerCase)
                || (allowed.contains(LOOPBACK)
                        && LOOPBACK_ORIGIN.matcher(lowerCase).matches())
                || isOwn(lowerCase, headers.get(HttpHeaderNames.HOST), secure);
    }

    private static boolean isOwn(String origin, String host, boolean secure) {
        if (host == null) {
            return false;
        }
        String own = host.toLowerCase(Locale.ROOT);
        return origin.equals(HTTPS + without(own, ":443")) || (!secure && origin.equals(HTTP + without(own, ":80")));
    }

    /** Browsers leave the usual port out of an origin; clients and proxies may name it in {@code Host}. */
    private static String without(String host, String usualPort) {
        return host.endsWith(usualPort) ? host.substring(0, host.length() - usualPort.length()) : host;
    }
}
