package io.parley.runtime.management;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/**
 * Answers {@code GET /healthz}, {@code /readyz} (200 or 503, with a JSON reason) and {@code /metrics} (Prometheus
 * text), on one thread of its own.
 */
public final class ManagementServer implements AutoCloseable {

    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int UNAVAILABLE = 503;
    private static final String JSON = "application/json";
    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final HttpServer server;

    private record Answer(int status, String contentType, String body) {}

    /**
     * Binds the address and begins to answer requests.
     *
     * @param guard of the metrics
     * @throws IOException if the address can't be bound
     */
    public ManagementServer(
            InetSocketAddress address,
            MetricsGuard guard,
            Supplier<Health> alive,
            Supplier<Health> ready,
            Supplier<String> metrics)
            throws IOException {
        server = HttpServer.create(address, 0);
        serve("/healthz", MetricsGuard.open(), () -> answer(alive.get()));
        serve("/readyz", MetricsGuard.open(), () -> answer(ready.get()));
        serve("/metrics", guard, () -> new Answer(OK, PROMETHEUS_TEXT, metrics.get()));
        server.start();
    }

    /** The bound address, with the chosen port. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    private void serve(String path, MetricsGuard guard, Supplier<Answer> answers) {
        server.createContext(path, exchange -> {
            try (exchange) {
                if (!guard.admits(exchange.getRequestHeaders().getFirst("Authorization"))) {
                    exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
                    respond(exchange, new Answer(UNAUTHORIZED, "text/plain", "the management token is needed\n"));
                } else {
                    respond(exchange, "GET".equals(exchange.getRequestMethod()) ? answers.get() : notAllowed());
                }
            }
        });
    }

    private static Answer answer(Health health) {
        return new Answer(health.ok() ? OK : UNAVAILABLE, JSON, health.toJson());
    }

    private static Answer notAllowed() {
        return new Answer(METHOD_NOT_ALLOWED, "text/plain", "GET only\n");
    }

    private static void respond(HttpExchange exchange, Answer answer) throws IOException {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.contentType());
        exchange.sendResponseHeaders(answer.status(), body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
