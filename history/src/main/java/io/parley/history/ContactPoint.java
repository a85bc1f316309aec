package io.parley.history;

import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names a node of Cassandra that the others are learned from.
 *
 * @param host its name or address; of IPv6 without brackets
 */
public record ContactPoint(String host, int port) {

    private static final Pattern FORM =
            Pattern.compile("(?:\\[(?<v6>[0-9A-Fa-f:]+)]|(?<name>[^\\s:,]+)):(?<port>[0-9]{1,5})");
    private static final int HIGHEST_PORT = 65_535;

    /** @throws IllegalArgumentException if the text is not {@code host:port} */
    static ContactPoint parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches() || Integer.parseInt(parts.group("port")) > HIGHEST_PORT) {
            throw new IllegalArgumentException(text);
        }
        String host = parts.group("name") != null ? parts.group("name") : parts.group("v6");
        return new ContactPoint(host, Integer.parseInt(parts.group("port")));
    }

    /** Unresolved: names are looked up at every attempt, since a store that comes back may have moved. */
    InetSocketAddress address() {
        return InetSocketAddress.createUnresolved(host, port);
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
