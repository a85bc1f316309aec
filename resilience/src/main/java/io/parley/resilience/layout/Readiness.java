package io.parley.resilience.layout;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Asks a process at its management port whether it serves, not more often than it is worth. */
final class Readiness implements BooleanSupplier {

    private static final Duration PERIOD = Duration.ofMillis(250);
    private static final Duration ANSWER_BOUND = Duration.ofSeconds(2);
    private static final int OK = 200;

    private final HttpClient http;
    private final URI address;
    private long askedAt = System.nanoTime() - PERIOD.toNanos();

    Readiness(HttpClient http, int managementPort) {
        this.http = http;
        address = URI.create("http://127.0.0.1:" + managementPort + "/readyz");
    }

    /** Returns whether it serves; false too if it was asked a moment ago. */
    @Override
    public boolean getAsBoolean() {
        long now = System.nanoTime();
        if (now - askedAt < PERIOD.toNanos()) {
            return false;
        }
        askedAt = now;
        return asked();
    }

    /** Returns whether it serves now. */
    boolean asked() {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(address).timeout(ANSWER_BOUND).build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == OK;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
