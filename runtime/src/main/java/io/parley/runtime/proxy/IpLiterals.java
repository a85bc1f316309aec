package io.parley.runtime.proxy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads IP addresses that are written as numbers. Names are never looked up. */
final class IpLiterals {

    private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile(BYTE + "\\." + BYTE + "\\." + BYTE + "\\." + BYTE);

    /**
     * Begins with a digit or a colon, and holds one: the JDK looks up what begins with a dot, and what has no colon might
     * be a name. Holds no zone, which names an interface of another machine.
     */
    private static final Pattern LIKE_IPV6 = Pattern.compile("[0-9A-Fa-f]*:[0-9A-Fa-f:.]*");

    private IpLiterals() {}

    /** Whether the JDK reads a text as an IPv6 address, or refuses it, and never looks it up. */
    static boolean isLikeIpv6(String text) {
        return LIKE_IPV6.matcher(text).matches();
    }

    /** Returns the address; an IPv4 address that is mapped into IPv6 as the IPv4 address that it is. */
    static Optional<InetAddress> parse(String text) {
        Matcher ipv4 = IPV4.matcher(text);
        try {
            if (ipv4.matches()) {
                byte[] bytes = new byte[ipv4.groupCount()];
                for (int i = 0; i < bytes.length; i++) {
                    bytes[i] = (byte) Integer.parseInt(ipv4.group(i + 1));
                }
                return Optional.of(InetAddress.getByAddress(bytes));
            }
            return isLikeIpv6(text) ? Optional.of(InetAddress.getByName(text)) : Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
