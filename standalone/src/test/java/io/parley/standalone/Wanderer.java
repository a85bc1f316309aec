package io.parley.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.gateway.client.TestClient;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;

import static io.parley.gateway.client.TestClient.is;
import static org.awaitility.Awaitility.await;

/**
 * Keeps somebody connected to one of several gateways: sent away, they wait as long as {@code goaway} said, and go to the
 * next one. Notes how each connection ended.
 */
final class Wanderer {

    private static final Duration PAUSE_AFTER_REFUSAL = Duration.ofMillis(200);

    private final List<URI> gateways;
    private final Function<URI, TestClient> connect;
    private final Runnable catchUp;
    private final List<Integer> ends = Collections.synchronizedList(new ArrayList<>());
    private int next;
    private volatile TestClient connection;
    private volatile boolean arrived;
    private volatile boolean leaving;
    private CompletableFuture<Void> journey;

    /**
     * @param gateways in the order in which they are gone to
     * @param catchUp what is done on a new connection; may throw an {@link AssertionError} if that ends meanwhile
     */
    Wanderer(List<URI> gateways, Function<URI, TestClient> connect, Runnable catchUp) {
        this.gateways = gateways;
        this.connect = connect;
        this.catchUp = catchUp;
    }

    /** @param threads has one for each wanderer */
    void start(ExecutorService threads) {
        journey = CompletableFuture.runAsync(this::travel, threads);
    }

    boolean hasArrived() {
        return arrived;
    }

    /** Throws what went wrong on the journey, if anything did. */
    void requireWell() {
        if (journey.isDone()) {
            journey.join();
        }
    }

    /** The close codes of all connections that the other side has ended. */
    List<Integer> ends() {
        return List.copyOf(ends);
    }

    /** Ends the journey, and waits until it has ended. */
    void stop() {
        leaving = true;
        connection.close();
        journey.join();
    }

    @Override
    public String toString() {
        return (arrived ? "arrived" : "on the way") + " after " + ends;
    }

    private void travel() {
        while (!leaving) {
            URI gateway = gateways.get(next++ % gateways.size());
            try {
                connection = connect.apply(gateway);
            } catch (CompletionException e) {
                // Not there at the moment, or already draining.
                pause(PAUSE_AFTER_REFUSAL);
                continue;
            }
            stay(connection);
        }
    }

    private void stay(TestClient client) {
        try {
            catchUp.run();
            arrived = true;
        } catch (AssertionError e) {
            if (!client.closed().isDone()) {
                throw e;
            }
        }
        int code = client.closed().join();
        arrived = false;
        if (!leaving) {
            ends.add(code);
            pause(reconnectAfter(client));
        }
    }

    private static Duration reconnectAfter(TestClient client) {
        return client.received().stream()
                .filter(frame -> is(frame, "goaway"))
                .map(Wanderer::reconnectAfter)
                .findFirst()
                .orElse(PAUSE_AFTER_REFUSAL);
    }

    private static Duration reconnectAfter(JsonNode goaway) {
        return Duration.ofMillis(goaway.path("reconnectAfterMs").asLong());
    }

    static void pause(Duration time) {
        await().pollDelay(time).atMost(time.plus(TestClient.PATIENCE)).until(() -> true);
    }
}
