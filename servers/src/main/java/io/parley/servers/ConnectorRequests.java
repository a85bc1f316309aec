package io.parley.servers;

import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;

/** Sends requests to the REST interface of a Connect worker. */
public final class ConnectorRequests {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int UNAUTHORIZED = 401;
    /** Means that a rebalance is under way, or that the worker doesn't know its leader yet. */
    private static final int CONFLICT = 409;

    private static final int FAILURE = 500;
    private static final long RETRY_MILLIS = 200;

    private final HttpClient http;
    private final URI worker;
    private final Duration bound;
    private final Optional<String> authorization;

    /**
     * @param worker the address of any worker of the group
     * @param bound how long to wait for an answer, and for the group to settle
     */
    public ConnectorRequests(URI worker, Duration bound) {
        this(worker, bound, null, Optional.empty());
    }

    /**
     * @param tls trusted certificates of a worker with an https address; null: those that the JVM trusts
     * @param authorization the header {@code Authorization}; empty: none
     */
    public ConnectorRequests(URI worker, Duration bound, SSLContext tls, Optional<String> authorization) {
        this.worker = worker;
        this.bound = bound;
        this.authorization = authorization;
        HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(bound);
        if (tls != null) {
            builder.sslContext(tls);
        }
        this.http = builder.build();
    }

    /**
     * Creates or configures the connector; the same configuration again changes nothing. Waits while the worker is
     * starting or its group is rebalancing.
     *
     * @throws ServerException when the worker refuses it or does not answer in time
     */
    public void put(String connector, Map<String, String> configuration) {
        settle(
                connector,
                request("/connectors/" + connector + "/config")
                        .header("Content-Type", "application/json")
                        .PUT(HttpRequest.BodyPublishers.ofString(
                                JSON.valueToTree(configuration).toString()))
                        .build());
    }

    /**
     * Removes the connector. Waits as {@link #put} does.
     *
     * @throws ServerException when there is none, or the worker refuses it or does not answer in time
     */
    public void remove(String connector) {
        settle(connector, request("/connectors/" + connector).DELETE().build());
    }

    /** Repeats the request until the group has settled. */
    private void settle(String connector, HttpRequest request) {
        long deadline = System.nanoTime() + bound.toNanos();
        Optional<HttpResponse<String>> response = answer(request);
        while (response.filter(answer -> !isSettling(answer)).isEmpty() && System.nanoTime() < deadline && pause()) {
            response = answer(request);
        }
        HttpResponse<String> last =
                response.orElseThrow(() -> new ServerException("Connect does not answer at " + worker));
        if (last.statusCode() == UNAUTHORIZED) {
            throw new ServerException("Connect at " + worker + " wants another user and password: " + last.body());
        }
        if (last.statusCode() / 100 != 2) {
            throw new ServerException("Connect refuses the connector " + connector + ": " + last.body());
        }
    }

    private static boolean isSettling(HttpResponse<String> response) {
        return response.statusCode() == CONFLICT || response.statusCode() == FAILURE;
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(worker.resolve(path)).timeout(bound);
        authorization.ifPresent(value -> request.header("Authorization", value));
        return request;
    }

    /** Returns the worker's answer; nothing when it doesn't listen. */
    private Optional<HttpResponse<String>> answer(HttpRequest request) {
        try {
            return Optional.of(http.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (SSLHandshakeException e) {
            throw new ServerException("no TLS with Connect at " + worker + ": " + e.getMessage(), e);
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerException("interrupted while asking Connect", e);
        }
    }

    private static boolean pause() {
        try {
            Thread.sleep(RETRY_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
