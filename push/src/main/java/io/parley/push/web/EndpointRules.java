package io.parley.push.web;

import io.parley.runtime.proxy.AddressRange;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;

/**
 * Says where endpoints may lead. An endpoint is the client's word: without rules anybody could make us post into our own
 * network. Pure.
 *
 * @param hosts names, {@code *.example.org} for all below it, {@code *} for all; with {@code :port} unless it is 443
 * @param allowedRanges of addresses that aren't public and yet allowed, for push servers in one's own network
 */
public record EndpointRules(List<String> hosts, List<AddressRange> allowedRanges) {

    /** The push services of browsers. */
    public static final List<String> BROWSERS =
            List.of("fcm.googleapis.com", "*.push.services.mozilla.com", "*.push.apple.com", "*.notify.windows.com");

    private static final int HTTPS = 443;

    /** Not the internet: private, shared, local, reserved, for documentation, and IPv6 that stands for IPv4. */
    private static final List<AddressRange> NOT_PUBLIC = AddressRange.parseAll("0.0.0.0/8, 10.0.0.0/8, 100.64.0.0/10,"
            + " 127.0.0.0/8, 169.254.0.0/16, 172.16.0.0/12, 192.0.0.0/24, 192.0.2.0/24, 192.88.99.0/24, 192.168.0.0/16,"
            + " 198.18.0.0/15, 198.51.100.0/24, 203.0.113.0/24, 224.0.0.0/3, 2001::/23, 2001:db8::/32, 2002::/16,"
            + " 3fff::/20");

    /** All addresses of IPv6 that are given out. */
    private static final AddressRange GLOBAL_IPV6 = AddressRange.parse("2000::/3");

    private static final int IPV6_BYTES = 16;

    /** Returns whether an endpoint's text is allowed; the addresses of its host are another question. */
    boolean allow(URI endpoint) {
        return "https".equalsIgnoreCase(endpoint.getScheme())
                && endpoint.getHost() != null
                && endpoint.getRawUserInfo() == null
                && endpoint.getRawFragment() == null
                && hosts.stream().anyMatch(pattern -> matches(pattern, endpoint));
    }

    /** Returns whether an address may be connected to. */
    boolean allow(InetAddress address) {
        return allowedRanges.stream().anyMatch(range -> range.contains(address)) || isPublic(address);
    }

    private static boolean isPublic(InetAddress address) {
        boolean assigned = address.getAddress().length != IPV6_BYTES || GLOBAL_IPV6.contains(address);
        return assigned && NOT_PUBLIC.stream().noneMatch(range -> range.contains(address));
    }

    private static boolean matches(String pattern, URI endpoint) {
        int colon = pattern.lastIndexOf(':');
        int port = colon < 0 ? HTTPS : Integer.parseInt(pattern.substring(colon + 1));
        String name = colon < 0 ? pattern : pattern.substring(0, colon);
        int asked = endpoint.getPort() < 0 ? HTTPS : endpoint.getPort();
        String host = endpoint.getHost().toLowerCase(Locale.ROOT);
        if (asked != port) {
            return false;
        }
        return name.equals("*") || (name.startsWith("*.") ? host.endsWith(name.substring(1)) : host.equals(name));
    }
}
