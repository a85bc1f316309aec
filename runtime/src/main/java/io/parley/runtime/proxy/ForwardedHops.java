package io.parley.runtime.proxy;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads the addresses that proxies wrote into a request, the nearest last. A hop without an IP address (a name, {@code
 * unknown}, an obfuscated one, or nonsense) is empty.
 */
final class ForwardedHops {

    private static final String X_FORWARDED_FOR = "x-forwarded-for";
    private static final String FORWARDED = "forwarded";
    private static final String FOR = "for=";

    private ForwardedHops() {}

    /** The entries of {@code X-Forwarded-For}, of all such headers together. */
    static List<Optional<InetAddress>> ofXForwardedFor(Function<String, List<String>> headers) {
        List<Optional<InetAddress>> hops = new ArrayList<>();
        for (String value : headers.apply(X_FORWARDED_FOR)) {
            for (String entry : value.split(",", -1)) {
                hops.add(address(entry.strip()));
            }
        }
        return hops;
    }

    /** The {@code for} parameters of {@code Forwarded} (RFC 7239), of all such headers together. */
    static List<Optional<InetAddress>> ofForwarded(Function<String, List<String>> headers) {
        List<Optional<InetAddress>> hops = new ArrayList<>();
        for (String value : headers.apply(FORWARDED)) {
            // No address needs a comma or a semicolon within its quotes; an element that has one is nobody's.
            for (String element : value.split(",", -1)) {
                Optional<InetAddress> hop = Optional.empty();
                for (String pair : element.split(";", -1)) {
                    String stripped = pair.strip();
                    if (stripped.regionMatches(true, 0, FOR, 0, FOR.length())) {
                        hop = address(unquoted(stripped.substring(FOR.length())));
                    }
                }
                hops.add(hop);
            }
        }
        return hops;
    }

    private static String unquoted(String text) {
        boolean isQuoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
        return isQuoted ? text.substring(1, text.length() - 1) : text;
    }

    /** An address with or without a port; one of IPv6 with a port has brackets. */
    private static Optional<InetAddress> address(String text) {
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            return end < 0 ? Optional.empty() : IpLiterals.parse(text.substring(1, end));
        }
        int colon = text.indexOf(':');
        boolean isOfIpv4WithPort = colon >= 0 && colon == text.lastIndexOf(':');
        return IpLiterals.parse(isOfIpv4WithPort ? text.substring(0, colon) : text);
    }
}
