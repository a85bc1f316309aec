package io.parley.gateway.proxy;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AttributeKey;
import io.parley.runtime.proxy.ProxyRules;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Keeps the address of the client at its connection, where proxies have said it. For the connection's event loop.
 *
 * <p>One connection of a proxy may bring requests of several clients: so each request's client is found anew, from where
 * the connection comes.
 */
public final class ClientAddress {

    private static final AttributeKey<InetAddress> CONNECTION = AttributeKey.valueOf(ClientAddress.class, "connection");
    private static final AttributeKey<InetAddress> CLIENT = AttributeKey.valueOf(ClientAddress.class, "client");

    private ClientAddress() {}

    /** Notes where the connection comes from, as its PROXY header says. */
    static void setConnection(Channel channel, InetAddress address) {
        channel.attr(CONNECTION).set(address);
    }

    /** Finds the client of a request and notes it. */
    public static InetAddress note(Channel channel, ProxyRules rules, HttpHeaders headers) {
        InetAddress client = rules.client(ofConnection(channel), headers::getAll);
        channel.attr(CLIENT).set(client);
        return client;
    }

    /** Returns the address of the client; before its request was seen, where the connection comes from. */
    public static InetAddress of(Channel channel) {
        InetAddress noted = channel.attr(CLIENT).get();
        return noted == null ? ofConnection(channel) : noted;
    }

    /** Returns where the connection comes from, by its PROXY header if it had one. */
    public static InetAddress ofConnection(Channel channel) {
        InetAddress noted = channel.attr(CONNECTION).get();
        return noted == null ? ((InetSocketAddress) channel.remoteAddress()).getAddress() : noted;
    }
}
