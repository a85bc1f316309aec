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
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    public MetricsPages(List<URI> pages) {
        this.pages = List.copyOf(pages);
    }

    /** Reads all pages together; empty when one of them doesn't answer, since part of the way says nothing. */
    public Optional<Scrape> read() throws InterruptedException {
        List<String> texts = new ArrayList<>();
        for (URI page : pages) {
            try {
                HttpResponse<String> answer = http.send(
                        HttpRequest.newBuilder(page).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
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
