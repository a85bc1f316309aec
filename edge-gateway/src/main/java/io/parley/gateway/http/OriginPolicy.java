package io.parley.gateway.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Decides which web pages may connect: those of the gateway itself, and configured ones. Clients other than browsers
 * send no {@code Origin} and are accepted.
 *
 * <p>A page is the gateway's own if it has the host and port that the browser connects to, and was loaded with TLS if
 * the connection uses it: a page of the same name without TLS may be forged. A page of this machine, for development,
 * was loaded from a loopback address, by its number or as {@code localhost}, on any port.
 */
public final class OriginPolicy {

    private static final String ANY = "*";
    private static final String LOOPBACK = "loopback";
    private static final Pattern LOOPBACK_ORIGIN =
            Pattern.compile("https?://(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d{1,5})?");
    private static final String HTTPS = "https://";
    private static final String HTTP = "http://";

    /** A proxy's report of the client's protocol. It is only used to forbid something. */
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

    /**
     * Whether the page is allowed by its own origin, and not only because any is: for answers that not every page may
     * read.
     */
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

    /** Browsers leave the default port out of an origin; clients and proxies may add it to {@code Host}. */
    private static String without(String host, String usualPort) {
        return host.endsWith(usualPort) ? host.substring(0, host.length() - usualPort.length()) : host;
    }
}
