package io.parley.push.http;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends requests over one connection to each origin. Left alone, a client of the JDK opens a connection for each request that
 * comes before the first one is up: a hundred handshakes where one is enough. So the first request to an origin goes alone,
 * and the others follow its answer. Safe for many threads.
 */
@SuppressWarnings("FutureReturnValueIgnored") // the answer, which the caller has, says it all
final class SingleConnection {

    /** Nothing longer is of use: an error as JSON. */
    private static final int LONGEST_ANSWER = 16 * 1024;

    /** Origins are the clients' words: beyond this many all are forgotten, which costs each a connection more. */
    private static final int ORIGINS = 1000;

    private final HttpClient client;
    private final Map<String, CompletableFuture<Void>> opened = new ConcurrentHashMap<>();
    private final AtomicInteger underWay = new AtomicInteger();

    SingleConnection(HttpClient client) {
        this.client = client;
    }

    int underWay() {
        return underWay.get();
    }

    /** Sends a request; to cancel the stage ends the exchange. */
    CompletableFuture<HttpResponse<byte[]>> send(HttpRequest request) {
        underWay.incrementAndGet();
        CompletableFuture<HttpResponse<byte[]>> answer = new CompletableFuture<>();
        answer.whenComplete((ended, failure) -> underWay.decrementAndGet());
        begin(request, answer);
        return answer;
    }

    private void begin(HttpRequest request, CompletableFuture<HttpResponse<byte[]>> answer) {
        String origin = request.uri().getScheme() + "://" + request.uri().getRawAuthority();
        CompletableFuture<Void> mine = new CompletableFuture<>();
        CompletableFuture<Void> other = opened.putIfAbsent(origin, mine);
        if (other == null) {
            exchange(request, origin, answer).whenComplete((ended, failure) -> mine.complete(null));
        } else if (other.isDone()) {
            exchange(request, origin, answer);
        } else {
            other.thenRun(() -> {
                if (!answer.isDone()) {
                    begin(request, answer);
                }
            });
        }
    }

    private CompletableFuture<?> exchange(
            HttpRequest request, String origin, CompletableFuture<HttpResponse<byte[]>> answer) {
        if (opened.size() > ORIGINS) {
            opened.clear();
        }
        CompletableFuture<HttpResponse<byte[]>> exchange =
                client.sendAsync(request, head -> new LimitedBody(LONGEST_ANSWER));
        answer.whenComplete((ended, failure) -> exchange.cancel(true));
        return exchange.whenComplete((ended, failure) -> {
            if (failure == null) {
                answer.complete(ended);
            } else {
                opened.remove(origin);
                answer.completeExceptionally(failure);
            }
        });
    }
}
