package io.parley.runtime.management;

import io.parley.runtime.http.HttpPort;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

class ManagementServerTest {

    private static final String TOKEN = "0123456789abcdef";

    private final HttpClient http = HttpClient.newHttpClient();
    private Health ready = Health.unwell("waiting for \"topics\"");
    private ManagementServer server;

    @BeforeEach
    void start() throws IOException {
        server = new ManagementServer(
                new ManagementPort(
                        HttpPort.plain(new InetSocketAddress("127.0.0.1", 0)),
                        new MetricsGuard(Optional.of(TOKEN), false)),
                () -> Health.well("alive"),
                () -> ready,
                () -> "a_metric 1\n");
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void shouldSayThatItIsAliveAndWhyItIsNotReady() throws Exception {
        // Then
        assertThat(get("/healthz").statusCode()).isEqualTo(200);
        assertThat(get("/readyz").statusCode()).isEqualTo(503);
        assertThat(get("/readyz").body()).contains("\"reason\":\"waiting for \\\"topics\\\"\"");
        ready = Health.well("running");
        assertThat(get("/readyz").statusCode()).isEqualTo(200);
    }

    @Test
    void shouldServeMetricsAsPrometheusText() throws Exception {
        // When
        HttpResponse<String> response = get("/metrics", "Bearer " + TOKEN);

        // Then
        assertThat(response.body()).isEqualTo("a_metric 1\n");
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
    }

    @Test
    void shouldServeMetricsToNobodyElseWhenThereIsAToken() throws Exception {
        // Then
        assertThat(get("/metrics").statusCode()).isEqualTo(401);
        assertThat(get("/metrics").headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        assertThat(get("/metrics").body()).doesNotContain("a_metric").doesNotContain(TOKEN);
        assertThat(get("/metrics", "Bearer fedcba9876543210").statusCode()).isEqualTo(401);
        assertThat(get("/metrics", TOKEN).statusCode()).isEqualTo(401);
    }

    @Test
    void shouldRefuseWhenItIsNotAsked() throws Exception {
        // When
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(uri("/healthz"))
                        .POST(BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());

        // Then
        assertThat(response.statusCode()).isEqualTo(405);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path, String authorization) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(uri(path))
                        .header("Authorization", authorization)
                        .build(),
                BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.address().getPort() + path);
    }
}
