package io.parley.admin.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.parley.admin.access.AdminTokens;
import io.parley.admin.access.Caller;
import io.parley.runtime.proxy.ProxyRules;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Recognises who asks, by the bearer token, and from where. Reads nothing of a request but its head. Thread-safe. */
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

    /** @throws Problem if the token is missing or not known, or the file of tokens can't be read */
    Caller caller(HttpExchange exchange) throws Problem {
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        if (header == null || !header.startsWith(BEARER)) {
            throw new Problem(Status.UNAUTHORIZED, "a bearer token is needed");
        }
        String address = address(exchange);
        try {
            Optional<Caller> caller =
                    tokens.caller(header.substring(BEARER.length()).strip(), address);
            if (caller.isEmpty()) {
                LOG.warn("a token that is not known was presented from {}", address);
                throw new Problem(Status.UNAUTHORIZED, "the token is not known");
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
