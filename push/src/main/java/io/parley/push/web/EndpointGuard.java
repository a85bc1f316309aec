package io.parley.push.web;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * Lets endpoints through that may be posted to. Blocks while it resolves a name; the JVM remembers the answer, so that the
 * client which connects next gets the same. Should a name change its address between the two, the connection still ends before
 * anything is sent: a server inside shows no certificate of the endpoint's name.
 */
final class EndpointGuard {

    private final EndpointRules rules;
    private final Resolver resolver;

    /** Finds the addresses of a name, all of them. */
    @FunctionalInterface
    interface Resolver {

        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    EndpointGuard(EndpointRules rules, Resolver resolver) {
        this.rules = rules;
        this.resolver = resolver;
    }

    /** Returns the endpoint if it may be posted to. A name with one address that isn't allowed is refused. */
    Optional<URI> check(String endpoint) throws UnknownHostException {
        URI uri;
        try {
            uri = new URI(endpoint);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
        if (!rules.allow(uri)) {
            return Optional.empty();
        }
        for (InetAddress address : resolver.resolve(uri.getHost())) {
            if (!rules.allow(address)) {
                return Optional.empty();
            }
        }
        return Optional.of(uri);
    }
}
