package io.parley.gateway.proxy;

import io.netty.util.NetUtil;

import java.net.InetAddress;
import java.util.Optional;

/** Reads IP addresses that are written as numbers. Names are never looked up. */
final class IpLiterals {

    private IpLiterals() {}

    /** Returns the address; an IPv4 address that is mapped into IPv6 as the IPv4 address that it is. */
    static Optional<InetAddress> parse(String text) {
        // A zone names an interface of another machine.
        if (text.indexOf('%') >= 0 || text.indexOf('[') >= 0) {
            return Optional.empty();
        }
        return Optional.ofNullable(NetUtil.createInetAddressFromIpAddressString(text));
    }
}
