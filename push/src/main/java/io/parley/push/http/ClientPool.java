package io.parley.push.http;

import io.parley.runtime.lifecycle.DaemonThreads;

import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/**
 * Sends requests over several HTTP/2 connections. The JDK's client opens one for each origin, and fails with "too many
 * concurrent streams" when a server's limit is passed (JDK-8225647); so there are several clients, each with a bound that its
 * user keeps, and the one with the least under way is taken. Redirects are never followed. Safe for many threads.
 */
public final class ClientPool implements AutoCloseable {

    /** Streams that servers let a connection have at once, or more: RFC 9113 asks them for at least this. */
    public static final int STREAMS = 100;

    private final List<SingleConnection> clients;
    private final ExecutorService executor;
    private final Duration timeout;

    /**
     * @param name of the threads
     * @param connections for each origin
     * @param timeout of a request from its start to the end of the answer
     */
    public ClientPool(String name, int connections, Duration timeout, SSLContext tls) {
        this.timeout = timeout;
        executor = Executors.newFixedThreadPool(
                Math.max(2, Runtime.getRuntime().availableProcessors()), DaemonThreads.named(name));
        clients = IntStream.range(0, connections)
                .mapToObj(index -> new SingleConnection(HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_2)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(timeout)
                        .executor(executor)
                        .sslContext(tls)
                        .build()))
                .toList();
    }

    /** Returns how many requests may be under way at once, to one origin. */
    public int mostInFlight() {
        return clients.size() * STREAMS;
    }

    /** Sends a request; fails with an IOException or a TimeoutException, after which it isn't under way any more. */
    public CompletableFuture<HttpResponse<byte[]>> send(HttpRequest request) {
        SingleConnection client = clients.stream()
                .min(Comparator.comparingInt(SingleConnection::underWay))
                .orElseThrow();
        CompletableFuture<HttpResponse<byte[]>> exchange = client.send(request);
        return exchange.copy()
                .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((answer, failure) -> exchange.cancel(true));
    }

    /** Returns a word for a failure, for outcomes and metrics. */
    public static String code(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof TimeoutException || cause instanceof HttpTimeoutException) {
            return "timeout";
        }
        if (cause instanceof UnknownHostException) {
            return "unknown-host";
        }
        return cause instanceof SSLException ? "tls" : "connection";
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
