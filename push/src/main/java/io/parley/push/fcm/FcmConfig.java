package io.parley.push.fcm;

import java.net.URI;
import java.time.Duration;

import javax.net.ssl.SSLContext;

/**
 * Says how FCM is reached.
 *
 * @param account that sends
 * @param endpoint of the interface, {@code https://fcm.googleapis.com} but for tests
 * @param connections of a hundred messages under way each: at 50 ms an answer, one sends 2,000 a second
 * @param timeout of a request
 * @param tls whom we trust
 */
public record FcmConfig(ServiceAccount account, URI endpoint, int connections, Duration timeout, SSLContext tls) {

    /** The endpoint of Google's. */
    public static final URI GOOGLE = URI.create("https://fcm.googleapis.com");
}
