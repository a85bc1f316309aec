package io.parley.push.apns;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;

/**
 * Says how APNs is reached.
 *
 * @param key that signs our tokens
 * @param topic the bundle id of the app for tokens that name none
 * @param server a host and port
 * @param connections kept at once: after a rejection Apple lets a connection have one notification under way until the next
 *     succeeds, so there are several
 * @param timeout of a notification
 * @param trusted certificates; empty: those that the JVM trusts
 */
public record ApnsConfig(
        ApnsKey key, String topic, Server server, int connections, Duration timeout, List<X509Certificate> trusted) {

    /** Names a host and port of APNs. */
    public record Server(String host, int port) {

        /** For apps from the store and from TestFlight. */
        public static final Server PRODUCTION = new Server("api.push.apple.com", 443);

        /** For apps that a developer has installed. */
        public static final Server SANDBOX = new Server("api.sandbox.push.apple.com", 443);
    }
}
