package io.parley.bench.hops;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the metrics pages of the server's processes. */
public final class MetricsPages {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int OK = 200;

    private final List<URI> pages;
    private final Optional<String> token;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    /** @param token that the pages want to be sent, if they do */
    public MetricsPages(List<URI> pages, Optional<String> token) {
        this.pages = List.copyOf(pages);
        this.token = token;
    }

    /** Reads all pages together; empty when one of them doesn't answer, since part of the way says nothing. */
    public Optional<Scrape> read() throws InterruptedException {
        List<String> texts = new ArrayList<>();
        for (URI page : pages) {
            try {
                HttpRequest.Builder request = HttpRequest.newBuilder(page).timeout(PATIENCE);
                token.ifPresent(value -> request.header("Authorization", "Bearer " + value));
                HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() != OK) {
                    return Optional.empty();
                }
                texts.add(answer.body());
            } catch (IOException e) {
                return Optional.empty();
            }
        }
        return texts.isEmpty() ? Optional.empty() : Optional.of(Scrape.of(texts));
    }
}
