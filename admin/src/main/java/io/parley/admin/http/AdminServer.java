package io.parley.admin.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.parley.runtime.http.HttpPort;
import io.parley.runtime.lifecycle.DaemonThreads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;

/**
 * Answers operators. A caller without a known bearer token or certificate gets nothing but the description of the interface, and nothing
 * of such a request is read but its head.
 */
public final class AdminServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AdminServer.class);
    private static final String OPEN_API = "/openapi/admin.v1.yaml";

    /** Requests wait for the log, and for what becomes of commands. */
    private static final int THREADS = 32;

    private final HttpServer server;
    private final ExecutorService threads;
    private final Callers callers;
    private final ActRequests acts;
    private final LookRequests looks;
    private final String description;

    /**
     * Binds the address and begins to answer.
     *
     * @param outcomes takes the name of each act that was asked for, and the status of its answer
     * @throws IOException if the address can't be bound
     */
    public AdminServer(
            HttpPort port,
            Callers callers,
            ActReader reader,
            Acts acts,
            Looks looks,
            BiConsumer<String, Integer> outcomes)
            throws IOException {
        this.callers = callers;
        this.acts = new ActRequests(callers, reader, acts, outcomes);
        this.looks = new LookRequests(callers, looks);
        this.description = description();
        this.threads = Executors.newFixedThreadPool(THREADS, DaemonThreads.named("parley-admin"));
        this.server = port.bind();
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                answer(exchange);
            }
        });
        server.start();
    }

    /** The address that was bound, with the port that was chosen. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try {
            answerOf(exchange).send(exchange);
        } catch (Problem e) {
            refuse(exchange, e);
        } catch (RuntimeException e) {
            LOG.error("a request failed", e);
            refuse(exchange, new Problem(Status.INTERNAL, "it may or may not have been done: see the log", e));
        }
    }

    private Answer answerOf(HttpExchange exchange) throws IOException, Problem {
        String path = exchange.getRequestURI().getPath();
        if (path.equals("/openapi.yaml")) {
            requireMethod(exchange, "GET");
            return new Answer(Status.OK, "application/yaml", description);
        }
        if (looks.isFor(path)) {
            return looks.answer(exchange, path);
        }
        if (acts.isFor(path)) {
            return acts.answer(exchange, path);
        }
        // To strangers this isn't known either.
        var unused = callers.caller(exchange);
        throw new Problem(Status.NOT_FOUND, "there is nothing here; /openapi.yaml describes what there is");
    }

    static void requireMethod(HttpExchange exchange, String method) throws Problem {
        if (!exchange.getRequestMethod().equals(method)) {
            exchange.getResponseHeaders().set("Allow", method);
            throw new Problem(Status.METHOD_NOT_ALLOWED, method + " only");
        }
    }

    private static void refuse(HttpExchange exchange, Problem problem) throws IOException {
        if (problem.status() == Status.UNAUTHORIZED) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
        }
        // What is left of the request is not waited for.
        exchange.getResponseHeaders().set("Connection", "close");
        Answer.problem(problem).send(exchange);
    }

    private static String description() throws IOException {
        try (InputStream in = AdminServer.class.getResourceAsStream(OPEN_API)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
