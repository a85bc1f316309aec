package io.parley.servers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

class SchemaRegistryServerIT {

    private static final String FIRST = "{\"schema\": \"{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"R\\\","
            + "\\\"fields\\\":[{\\\"name\\\":\\\"a\\\",\\\"type\\\":\\\"string\\\"}]}\"}";
    private static final String INCOMPATIBLE = FIRST.replace("string", "int");

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void shouldKeepIdsWhenKilledAndStarted() throws Exception {
        // Given
        try (KafkaBroker broker = RealServers.get().newBroker(folder.resolve("broker"))) {
            broker.start();
            try (SchemaRegistryServer registry =
                    RealServers.get().newRegistry(folder.resolve("registry"), broker.bootstrapServers())) {
                registry.start();
                HttpResponse<String> registered = register(registry, "s-value", FIRST);
                assertThat(registered.statusCode()).isEqualTo(200);

                // When
                registry.kill();
                registry.start();

                // Then
                assertThat(register(registry, "s-value", FIRST).body()).isEqualTo(registered.body());
                String id = registered.body().replaceAll("\\D", "");
                assertThat(get(registry, "/schemas/ids/" + id).body()).contains("record");
            }
        }
    }

    @Test
    void shouldRefuseSchemaWhenItIsNotBackwardCompatible() throws Exception {
        // Given
        String url = RealServers.get().registryUrl();
        assertThat(post(url + "/subjects/c-value/versions", FIRST).statusCode()).isEqualTo(200);

        // When
        HttpResponse<String> answer = post(url + "/subjects/c-value/versions", INCOMPATIBLE);

        // Then
        assertThat(answer.statusCode()).isEqualTo(409);
    }

    private HttpResponse<String> register(SchemaRegistryServer registry, String subject, String schema)
            throws Exception {
        return post(registry.url() + "/subjects/" + subject + "/versions", schema);
    }

    private HttpResponse<String> post(String url, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(SchemaRegistryServer registry, String path) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(registry.url() + path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
