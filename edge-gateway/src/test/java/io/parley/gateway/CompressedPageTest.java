package io.parley.gateway;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

import static org.assertj.core.api.Assertions.assertThat;

/** The page's files are sent compressed to clients that accept that. */
class CompressedPageTest {

    private final LoopbackGateway gateway = LoopbackGateway.usual();
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void stop() throws Exception {
        gateway.close();
    }

    @Test
    void shouldSendTheWebChatCompressedWhenTheBrowserTakesGzip() throws Exception {
        // Given
        HttpResponse<byte[]> plain = getWithEncoding("/style.css", "identity, gzip;q=0");

        // When
        HttpResponse<byte[]> gzipped = getWithEncoding("/style.css", "br, GZIP;q=0.8");

        // Then
        assertThat(plain.headers().firstValue("content-encoding")).isEmpty();
        assertThat(gzipped.headers().firstValue("content-encoding")).hasValue("gzip");
        for (HttpResponse<byte[]> answer : List.of(plain, gzipped)) {
            assertThat(answer.headers().allValues("vary")).contains("accept-encoding");
            assertThat(answer.headers().firstValue("content-length")).hasValue(Integer.toString(answer.body().length));
        }
        assertThat(gzipped.body()).hasSizeLessThan(plain.body().length / 3);
        assertThat(new GZIPInputStream(new ByteArrayInputStream(gzipped.body())).readAllBytes())
                .isEqualTo(plain.body());
        String etag = gzipped.headers().firstValue("etag").orElseThrow();
        assertThat(plain.headers().firstValue("etag")).isPresent().isNotEqualTo(Optional.of(etag));
        assertThat(send(get("/style.css").header("If-None-Match", etag).header("Accept-Encoding", "gzip"))
                        .statusCode())
                .isEqualTo(304);
        assertThat(send(get("/style.css").header("If-None-Match", etag)).statusCode())
                .isEqualTo(200);
    }

    @Test
    void shouldSendAFileAsItIsWhenGzipIsNotAskedFor() throws Exception {
        for (String accepted : List.of("", "br", "gzip;q=0, *", "*;q=0", "gzip;q=nonsense")) {
            assertThat(getWithEncoding("/", accepted).headers().firstValue("content-encoding"))
                    .as(accepted)
                    .isEmpty();
        }
        assertThat(getWithEncoding("/", "*").headers().firstValue("content-encoding"))
                .hasValue("gzip");
    }

    private HttpResponse<byte[]> getWithEncoding(String path, String accepted) throws Exception {
        return http.send(get(path).header("Accept-Encoding", accepted).build(), BodyHandlers.ofByteArray());
    }

    private HttpRequest.Builder get(String path) {
        return HttpRequest.newBuilder(URI.create(gateway.uri() + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), BodyHandlers.ofString());
    }
}
