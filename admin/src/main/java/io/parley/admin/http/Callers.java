package io.parley.admin.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.parley.admin.access.AdminTokens;
import io.parley.admin.access.Caller;
import io.parley.runtime.http.HttpPort;
import io.parley.runtime.proxy.ProxyRules;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** Recognises who asks, by the bearer token or the certificate, and from where. Reads nothing of a request but its head. Thread-safe. */
public final class Callers {

    private static final Logger LOG = LoggerFactory.getLogger(Callers.class);
    private static final String BEARER = "Bearer ";

    private final AdminTokens tokens;
    private final ProxyRules proxies;

    /** @param proxies which proxies are believed about where callers are */
    public Callers(AdminTokens tokens, ProxyRules proxies) {
        this.tokens = tokens;
        this.proxies = proxies;
    }

    /** @throws Problem if a token or certificate is missing or not known, or the file of tokens can't be read */
    Caller caller(HttpExchange exchange) throws Problem {
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        Optional<X509Certificate> shown = HttpPort.certificateOf(exchange);
        boolean isToken = header != null && header.startsWith(BEARER);
        if (!isToken && shown.isEmpty()) {
            throw new Problem(Status.UNAUTHORIZED, "a bearer token is needed");
        }
        String address = address(exchange);
        try {
            Optional<Caller> caller = isToken
                    ? tokens.caller(header.substring(BEARER.length()).strip(), address)
                    : tokens.caller(shown.get(), address);
            if (caller.isEmpty()) {
                String presented = isToken ? "token" : "certificate";
                LOG.warn("a {} that is not known was presented from {}", presented, address);
                throw new Problem(Status.UNAUTHORIZED, "the " + presented + " is not known");
            }
            return caller.get();
        } catch (IOException | IllegalArgumentException e) {
            LOG.error("callers can't be recognised", e);
            throw new Problem(Status.UNAVAILABLE, "callers can't be recognised at the moment", e);
        }
    }

    private String address(HttpExchange exchange) {
        Headers headers = exchange.getRequestHeaders();
        return proxies.client(exchange.getRemoteAddress().getAddress(), name -> headers.getOrDefault(name, List.of()))
                .getHostAddress();
    }
}
