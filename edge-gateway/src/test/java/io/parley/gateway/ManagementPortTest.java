package io.parley.gateway;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netty.buffer.PooledByteBufAllocator;
import io.parley.gateway.limit.RequestLimits;
import io.parley.gateway.management.GatewayHealth;
import io.parley.gateway.management.ManagementPipeline;
import io.parley.runtime.http.HttpPort;
import io.parley.runtime.management.ManagementPort;
import io.parley.runtime.management.MetricsGuard;
import io.parley.runtime.tls.ClientTls;
import io.parley.runtime.tls.PortTls;
import io.parley.runtime.tls.StoreFile;
import io.parley.servers.TestCertificate;
import io.parley.servers.TestCertificate.PemFiles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import javax.net.ssl.SSLContext;

import static org.assertj.core.api.Assertions.assertThat;

/** The management port's treatment of clients that request too much. */
class ManagementPortTest {

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3}) ");
    private static final int LITTLE = 256 << 10;
    private static final String TOKEN = "0123456789abcdef";

    @TempDir
    private Path folder;

    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Transport transport = new Transport("management", 1, PooledByteBufAllocator.DEFAULT);
    private final RequestLimits limits = GatewaySetup.with(
                    "gateway.max-request-line-bytes",
                    "1KiB",
                    "gateway.max-header-bytes",
                    "2KiB",
                    "gateway.max-body-bytes",
                    "1KiB")
            .limits()
            .requests();
    private final ManagementPipeline pipeline = pipeline(Optional.empty());

    @AfterEach
    void close() {
        transport.close();
    }

    @Test
    void shouldReadNoMoreRequestsWhenTheAnswersAreNotRead() throws Exception {
        // Given
        RequestFlood flood = new RequestFlood(request("/healthz", ""));
        int port = Transport.port(transport.listen("127.0.0.1", 0, flood.noting(pipeline)));

        // When
        flood.run(port);

        // Then
        assertThat(flood.sent()).isLessThan(RequestFlood.FAR_TOO_MANY_BYTES);
        assertThat(flood.unsent()).isLessThan(LITTLE);
    }

    @Test
    void shouldAnswerAllInTheirOrderWhenTheyAreSentAhead() throws Exception {
        // Given
        StringBuilder requests = new StringBuilder();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            requests.append(request("/healthz", ""))
                    .append(request("/readyz", ""))
                    .append(request("/metrics", "Authorization: Bearer " + TOKEN + "\r\n"))
                    .append(request("/metrics", ""))
                    .append(request("/metrics", "Authorization: Bearer fedcba9876543210\r\n"))
                    .append(request("/nothing", ""));
            expected.addAll(List.of("200", "503", "200", "401", "401", "404"));
        }
        requests.append(request("/healthz", "Connection: close\r\n"));
        expected.add("200");

        // When
        String answers = answers(requests.toString());

        // Then
        assertThat(STATUS.matcher(answers).results().map((MatchResult status) -> status.group(1)))
                .containsExactlyElementsOf(expected);
    }

    @ParameterizedTest
    @CsvSource({"1100, 0, 0, 414", "10, 2100, 0, 431", "10, 10, 1100, 413", "900, 1500, 900, 405"})
    void shouldRefuseRequestsThatAreTooLarge(int line, int header, int body, int status) throws Exception {
        // When
        String answers = answers("POST /healthz?" + "x".repeat(line) + " HTTP/1.1\r\nConnection: close\r\nX: "
                + "x".repeat(header) + "\r\nContent-Length: " + body + "\r\n\r\n" + "x".repeat(body));

        // Then
        assertThat(answers).startsWith("HTTP/1.1 " + status);
    }

    @Test
    void shouldRefuseWhatIsNoRequest() throws Exception {
        // When
        String answers = answers("GET /healthz HTTP/1.1\r\nContent-Length: many\r\n\r\n");

        // Then
        assertThat(answers).startsWith("HTTP/1.1 400");
    }

    @Test
    void shouldServeMetricsEncryptedToWhoShowsACertificateOrSendsTheToken() throws Exception {
        // Given
        TestCertificate certificate = TestCertificate.create();
        PemFiles files = certificate.writeTo(folder);
        PortTls tls = new PortTls(
                new StoreFile("test", certificate.writeBothTo(folder.resolve("both.pem")), Optional.empty()),
                Optional.of(new StoreFile("test", files.certificate(), Optional.empty())),
                Clock.systemUTC());
        URI metrics = URI.create("https://127.0.0.1:"
                + Transport.port(transport.listen("127.0.0.1", 0, pipeline(Optional.of(tls)))) + "/metrics");
        SSLContext showing = new ClientTls(
                        "test",
                        Optional.of(files.certificate()),
                        Optional.of(files.certificate()),
                        Optional.of(files.key()))
                .context();

        // Then
        assertThat(status(showing, HttpRequest.newBuilder(metrics))).isEqualTo(200);
        assertThat(status(certificate.trusting(), HttpRequest.newBuilder(metrics)))
                .isEqualTo(401);
        assertThat(status(
                        certificate.trusting(),
                        HttpRequest.newBuilder(metrics).header("Authorization", "Bearer " + TOKEN)))
                .isEqualTo(200);
    }

    private static int status(SSLContext tls, HttpRequest.Builder request) throws IOException, InterruptedException {
        return HttpClient.newBuilder()
                .sslContext(tls)
                .build()
                .send(request.build(), BodyHandlers.discarding())
                .statusCode();
    }

    private ManagementPipeline pipeline(Optional<PortTls> tls) {
        return new ManagementPipeline(
                new Unready(),
                meters,
                new ManagementPort(
                        new HttpPort(new InetSocketAddress("127.0.0.1", 0), tls),
                        new MetricsGuard(Optional.of(TOKEN), tls.isPresent())),
                limits);
    }

    /** Reads until the server ends the connection. */
    private String answers(String requests) throws IOException {
        int port = Transport.port(transport.listen("127.0.0.1", 0, pipeline));
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            client.setSoTimeout(20_000);
            client.getOutputStream().write(requests.getBytes(StandardCharsets.US_ASCII));
            return new String(client.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private static String request(String path, String headers) {
        return "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + headers + "\r\n";
    }

    private static final class Unready implements GatewayHealth {

        @Override
        public Optional<String> ailment() {
            return Optional.empty();
        }

        @Override
        public Optional<String> unreadiness() {
            return Optional.of("a test");
        }
    }
}
