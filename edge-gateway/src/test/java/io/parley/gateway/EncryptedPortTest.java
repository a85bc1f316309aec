package io.parley.gateway;

import io.parley.gateway.tls.ServerTls;
import io.parley.gateway.tls.TlsConfig;
import io.parley.servers.TestCertificate;
import io.parley.servers.TestCertificate.PemFiles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.time.Clock;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The public port when it speaks TLS. */
class EncryptedPortTest {

    private static TestCertificate certificate;

    @TempDir
    private Path folder;

    private SSLContext trusting;
    private ServerTls tls;
    private LoopbackGateway gateway;

    @BeforeAll
    static void createCertificate() {
        certificate = TestCertificate.create();
    }

    @BeforeEach
    void open() throws Exception {
        PemFiles files = certificate.writeTo(folder);
        tls = new ServerTls(new TlsConfig(files.certificate(), files.key()), taken -> {}, Clock.systemUTC());
        gateway = LoopbackGateway.encrypted(tls);
        trusting = certificate.trusting();
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void shouldSayWhyAndThenEndProperlyWhenItClosesAConnection(String version) throws Exception {
        // Given
        SSLSocket socket = socket(trusting);
        socket.setEnabledProtocols(new String[] {version});
        try (RawWebSocket client = new RawWebSocket(socket, authorization())) {
            // When
            client.send("{\"type\":\"ping\"}");
            client.read(RawWebSocket.TEXT);
            client.sendFragment(RawWebSocket.BINARY, true, new byte[10]);

            // Then
            assertThat(socket.getSession().getProtocol()).isEqualTo(version);
            assertThat(client.read(RawWebSocket.CLOSE).closeCode()).isEqualTo(1003);
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void shouldKeepConnectionsAndShowNewOnesTheNewCertificateWhenItIsRenewed() throws Exception {
        // Given
        SSLSocket before = socket(trusting);
        try (RawWebSocket client = new RawWebSocket(before, authorization())) {
            TestCertificate renewed = TestCertificate.create();
            renewed.writeTo(folder);

            // When
            tls.refresh();

            // Then
            client.send("{\"type\":\"ping\"}");
            assertThat(client.read(RawWebSocket.TEXT).text()).contains("ready");
            try (SSLSocket next = socket(renewed.trusting())) {
                next.startHandshake();
                assertThat(next.getSession().getPeerCertificates())
                        .containsExactly((Certificate) renewed.certificate());
            }
            try (SSLSocket old = socket(trusting)) {
                assertThatThrownBy(old::startHandshake).isInstanceOf(SSLHandshakeException.class);
            }
        }
    }

    @Test
    void shouldLetOnlyItsOwnEncryptedPagesInWhenItSpeaksTls() throws Exception {
        // Given
        String host = "127.0.0.1:" + gateway.port();

        // Then
        assertThat(answer("https://" + host)).startsWith("HTTP/1.1 101 ");
        assertThat(answer("http://" + host)).startsWith("HTTP/1.1 403 ");
    }

    @Test
    void shouldSendStrictTransportSecurityWhenItUsesTls() throws Exception {
        // Given
        HttpClient http = HttpClient.newBuilder().sslContext(trusting).build();

        // When
        HttpResponse<String> page = http.send(
                HttpRequest.newBuilder(URI.create("https://localhost:" + gateway.port() + "/"))
                        .build(),
                BodyHandlers.ofString());

        // Then
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("strict-transport-security")).hasValue("max-age=31536000");
    }

    @Test
    void shouldGoOnServingWhenSomebodySpeaksNoTls() throws Exception {
        // Given
        try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            plain.setSoTimeout(10_000);

            // When
            plain.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

            // Then
            assertThat(new String(plain.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                    .doesNotContain("HTTP");
        }
        try (RawWebSocket client = new RawWebSocket(socket(trusting), authorization())) {
            assertThat(client.read().text()).contains("ready");
        }
    }

    private String answer(String origin) throws IOException {
        try (RawWebSocket client = new RawWebSocket(socket(trusting), authorization() + "Origin: " + origin + "\r\n")) {
            return client.answer();
        }
    }

    private SSLSocket socket(SSLContext context) throws IOException {
        return (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), gateway.port());
    }

    private String authorization() {
        return "Authorization: Bearer " + gateway.token("alice") + "\r\n";
    }
}
