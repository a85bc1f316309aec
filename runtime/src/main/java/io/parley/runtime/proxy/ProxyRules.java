package io.parley.runtime.proxy;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Decides which address is the client's. Only what trusted proxies wrote is believed: beginning with the connection's own
 * address, each trusted one makes the hop before it believed, and the first that isn't trusted is the client.
 *
 * <pre>
 *  connection   X-Forwarded-For          trusted       the client
 *  10.0.0.1     192.0.2.7                10.0.0.0/8    192.0.2.7
 *  10.0.0.1     1.1.1.1, 192.0.2.7       10.0.0.0/8    192.0.2.7     who wrote 1.1.1.1
 *  192.0.2.7    1.1.1.1                  10.0.0.0/8    192.0.2.7
 * </pre>
 *
 * @param trusted where proxies are
 * @param header in which they write
 * @param protocol whether connections begin with a header of the PROXY protocol, version 2
 */
public record ProxyRules(List<AddressRange> trusted, ProxyHeader header, boolean protocol) {

    public ProxyRules {
        trusted = List.copyOf(trusted);
    }

    /** Returns the rules of a gateway to which clients connect by themselves. */
    public static ProxyRules none() {
        return new ProxyRules(List.of(), ProxyHeader.NONE, false);
    }

    /** Whether a proxy is there. */
    public boolean trusts(InetAddress address) {
        for (AddressRange range : trusted) {
            if (range.contains(address)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns the address of the client.
     *
     * @param from the address that the connection comes from, by its own word or by PROXY
     * @param headers returns all values of a request's header, in their order; the name is in lower case
     */
    public InetAddress client(InetAddress from, Function<String, List<String>> headers) {
        if (header == ProxyHeader.NONE || !trusts(from)) {
            return from;
        }
        List<Optional<InetAddress>> hops = header == ProxyHeader.FORWARDED
                ? ForwardedHops.ofForwarded(headers)
                : ForwardedHops.ofXForwardedFor(headers);
        InetAddress client = from;
        for (int i = hops.size() - 1; i >= 0 && trusts(client); i--) {
            Optional<InetAddress> before = hops.get(i);
            if (before.isEmpty()) {
                // Who comes by a hop that isn't named shares the address of the proxy that says so.
                return client;
            }
            client = before.get();
        }
        return client;
    }
}
