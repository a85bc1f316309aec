package io.parley.bench.client;

import java.net.URI;
import java.util.Locale;

/**
 * The address of a gateway.
 *
 * @param http the address, as {@code http://host:port}
 */
public record Target(URI http) {

    private static final int DEFAULT_PORT = 80;

    public Target {
        if (http.getHost() == null
                || !"http".equals(String.valueOf(http.getScheme()).toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("url: " + http + " (expected: http://host:port)");
        }
    }

    public String host() {
        return http.getHost();
    }

    public int port() {
        return http.getPort() < 0 ? DEFAULT_PORT : http.getPort();
    }

    /** The address for sessions. */
    URI webSocket() {
        return URI.create("ws://" + http.getHost() + ":" + port() + "/v1/connect");
    }

    URI tokens() {
        return http.resolve("/v1/token");
    }
}
