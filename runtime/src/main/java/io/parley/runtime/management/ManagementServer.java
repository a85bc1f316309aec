package io.parley.runtime.management;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.parley.runtime.http.HttpPort;
import io.parley.runtime.lifecycle.DaemonThreads;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Answers {@code GET /healthz}, {@code /readyz} (200 or 503, with a JSON reason) and {@code /metrics} (Prometheus
 * text), on a few threads of its own, so that a client that doesn't go on keeps no other from its answer.
 */
public final class ManagementServer implements AutoCloseable {

    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int UNAVAILABLE = 503;
    private static final String JSON = "application/json";
    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private static final int THREADS = 4;

    private final HttpServer server;
    private final ExecutorService threads;

    private record Answer(int status, String contentType, String body) {}

    /**
     * Binds the address and begins to answer requests.
     *
     * <p>The suppliers are called by several threads at once.
     *
     * @throws IOException if the address can't be bound
     */
    public ManagementServer(
            ManagementPort port, Supplier<Health> alive, Supplier<Health> ready, Supplier<String> metrics)
            throws IOException {
        server = port.http().bind();
        threads = Executors.newFixedThreadPool(THREADS, DaemonThreads.named("parley-management"));
        server.setExecutor(threads);
        serve("/healthz", MetricsGuard.open(), () -> answer(alive.get()));
        serve("/readyz", MetricsGuard.open(), () -> answer(ready.get()));
        serve("/metrics", port.guard(), () -> new Answer(OK, PROMETHEUS_TEXT, metrics.get()));
        server.start();
    }

    /** The bound address, with the chosen port. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    private void serve(String path, MetricsGuard guard, Supplier<Answer> answers) {
        server.createContext(path, exchange -> {
            try (exchange) {
                String authorization = exchange.getRequestHeaders().getFirst("Authorization");
                boolean certified = HttpPort.certificateOf(exchange).isPresent();
                if (!guard.admits(authorization, certified)) {
                    exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
                    respond(exchange, new Answer(UNAUTHORIZED, "text/plain", MetricsGuard.REFUSAL + "\n"));
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
        threads.shutdownNow();
    }
}
