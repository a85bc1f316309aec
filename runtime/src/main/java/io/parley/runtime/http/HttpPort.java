package io.parley.runtime.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.parley.runtime.tls.PortTls;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.Optional;

/**
 * Describes a port on which a server of the JDK answers, and makes that server.
 *
 * @param tls what it is encrypted with, if it is
 */
public record HttpPort(InetSocketAddress address, Optional<PortTls> tls) {

    /** The JDK's server waits for ever for the rest of a request unless this is set before its first use. */
    private static final String LONGEST_REQUEST = "sun.net.httpserver.maxReqTime";

    private static final String LONGEST_REQUEST_SECONDS = "10";

    /** Describes a port that isn't encrypted. */
    public static HttpPort plain(InetSocketAddress address) {
        return new HttpPort(address, Optional.empty());
    }

    /** Returns the scheme of URLs that lead there. */
    public String scheme() {
        return tls.isPresent() ? "https" : "http";
    }

    /**
     * Binds the address. The server isn't started, and a request has to come within 10 s, with the handshake before it.
     *
     * @throws IOException if the address can't be bound
     */
    public HttpServer bind() throws IOException {
        if (System.getProperty(LONGEST_REQUEST) == null) {
            System.setProperty(LONGEST_REQUEST, LONGEST_REQUEST_SECONDS);
        }
        if (tls.isEmpty()) {
            return HttpServer.create(address, 0);
        }
        HttpsServer server = HttpsServer.create(address, 0);
        server.setHttpsConfigurator(new Handshakes(tls.get()));
        return server;
    }

    /** Returns the certificate that the client has shown, signed by somebody whom the port trusts, if it has. */
    public static Optional<X509Certificate> certificateOf(HttpExchange exchange) {
        return exchange instanceof HttpsExchange encrypted
                ? PortTls.certificateOf(encrypted.getSSLSession())
                : Optional.empty();
    }

    /** Prepares each connection, on the thread that answers it. */
    private static final class Handshakes extends HttpsConfigurator {

        private final PortTls tls;

        Handshakes(PortTls tls) {
            super(tls.context());
            this.tls = tls;
        }

        @Override
        public void configure(HttpsParameters connection) {
            tls.refresh();
            connection.setSSLParameters(tls.parameters());
        }
    }
}
