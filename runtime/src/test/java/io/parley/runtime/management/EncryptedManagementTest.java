package io.parley.runtime.management;

import io.parley.runtime.config.Settings;
import io.parley.runtime.tls.ClientTls;
import io.parley.servers.TestCertificate;
import io.parley.servers.TestCertificate.PemFiles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The management port when it speaks TLS, as settings say so. */
class EncryptedManagementTest {

    private static final String TOKEN = "0123456789abcdef";
    private static final String PASSWORD = "not-a-secret";

    private static TestCertificate certificate;
    private static TestCertificate other;

    @TempDir
    private Path folder;

    private ManagementServer server;

    @BeforeAll
    static void createCertificates() {
        certificate = TestCertificate.create();
        other = TestCertificate.create("RSA", "-1d");
    }

    @AfterEach
    void close() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void shouldServeMetricsEncryptedWhenThereIsAKeyStoreOfPkcs12() throws Exception {
        // Given
        Path store = certificate.writeStoreTo(folder.resolve("store.p12"), PASSWORD);
        Path password = Files.writeString(folder.resolve("password"), PASSWORD + "\n");

        // When
        start(Map.of(
                "management.tls.key-store",
                store.toString(),
                "management.tls.key-store-password-file",
                password.toString(),
                "management.token",
                TOKEN));

        // Then
        assertThat(get("/metrics", trusting(), "Bearer " + TOKEN).body()).isEqualTo("a_metric 1\n");
        assertThat(get("/metrics", trusting(), null).statusCode()).isEqualTo(401);
        assertThat(get("/healthz", trusting(), null).statusCode()).isEqualTo(200);
        assertThatThrownBy(() -> get("/healthz", SSLContext.getDefault(), null)).isInstanceOf(SSLException.class);
    }

    @Test
    void shouldTakeACertificateInPlaceOfTheTokenWhenThereIsATrustStore() throws Exception {
        // Given
        Map<String, String> settings = new HashMap<>(ofPem());
        settings.put(
                "management.tls.trust-store",
                other.writeTrustStoreTo(folder.resolve("trust.p12"), PASSWORD).toString());
        settings.put("management.tls.trust-store-password", PASSWORD);
        settings.put("management.token", TOKEN);
        start(settings);

        // Then
        assertThat(get("/metrics", showing(other), null).body()).isEqualTo("a_metric 1\n");
        assertThat(get("/metrics", trusting(), "Bearer " + TOKEN).statusCode()).isEqualTo(200);
        assertThat(get("/metrics", trusting(), null).statusCode()).isEqualTo(401);
        assertThat(get("/healthz", trusting(), null).statusCode()).isEqualTo(200);
        assertThatThrownBy(() -> get("/healthz", showing(certificate), null)).isInstanceOf(IOException.class);
    }

    @Test
    void shouldWantACertificateWhenThereIsATrustStoreAndNoToken() throws Exception {
        // Given
        Map<String, String> settings = new HashMap<>(ofPem());
        settings.put(
                "management.tls.trust-store",
                Files.writeString(folder.resolve("trusted.pem"), other.certificatePem())
                        .toString());
        start(settings);

        // Then
        assertThat(get("/metrics", trusting(), null).statusCode()).isEqualTo(401);
        assertThat(get("/metrics", showing(other), null).statusCode()).isEqualTo(200);
    }

    @Test
    void shouldShowTheNewCertificateWhenTheFileHasChangedAndKeepTheOldOneWhileItIsOfNoUse() throws Exception {
        // Given
        start(ofPem());
        Path file = folder.resolve("both.pem");

        // When
        Files.writeString(file, "-----BEGIN rubbish");

        // Then
        assertThat(get("/healthz", trusting(), null).statusCode()).isEqualTo(200);

        // When
        other.writeBothTo(file);

        // Then
        assertThat(get("/healthz", other.trusting(), null).statusCode()).isEqualTo(200);
        assertThatThrownBy(() -> get("/healthz", trusting(), null)).isInstanceOf(SSLHandshakeException.class);
    }

    @Test
    void shouldSpeakForwardSecretTlsAlone() throws Exception {
        // Given
        start(ofPem());

        // Then
        try (SSLSocket socket = (SSLSocket) trusting()
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), server.address().getPort())) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            socket.setEnabledCipherSuites(new String[] {"TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384"});
            assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
        }
    }

    @Test
    void shouldAnswerOthersWhenClientsDoNotFinishTheirHandshake() throws Exception {
        // Given
        start(ofPem());
        List<Socket> stalled = new ArrayList<>();
        try {
            for (int i = 0; i < 3; i++) {
                Socket socket = new Socket(
                        InetAddress.getLoopbackAddress(), server.address().getPort());
                stalled.add(socket);
                // The type of a handshake's record, and nothing after it.
                socket.getOutputStream().write(22);
            }

            // Then
            assertThat(get("/healthz", trusting(), null).statusCode()).isEqualTo(200);
        } finally {
            for (Socket socket : stalled) {
                socket.close();
            }
        }
    }

    @Test
    void shouldNameKeyAndFileWhenTheFilesAreOfNoUse() throws Exception {
        // Given
        Path store = certificate.writeStoreTo(folder.resolve("store.p12"), PASSWORD);
        Path none = folder.resolve("none.pem");
        PemFiles withoutKey = certificate.writeTo(folder);
        Path mixed = Files.writeString(
                folder.resolve("mixed.pem"), Files.readString(withoutKey.key()) + other.certificatePem());

        // Then
        assertRefused(
                Map.of("management.tls.key-store", none.toString()),
                "management.tls.key-store: " + none + " (expected: a PKCS #12 or PEM file with a certificate");
        assertRefused(
                Map.of("management.tls.key-store", store.toString()),
                "management.tls.key-store-password is missing, which PKCS #12 needs");
        assertRefused(
                Map.of("management.tls.key-store", store.toString(), "management.tls.key-store-password", "guessed"),
                "management.tls.key-store: " + store);
        assertRefused(
                Map.of("management.tls.key-store", withoutKey.certificate().toString()), "no block PRIVATE KEY");
        assertRefused(
                Map.of("management.tls.key-store", mixed.toString()),
                "(expected: a certificate and the private key of it)");
        assertRefused(
                Map.of("management.tls.trust-store", store.toString()),
                "management.tls.trust-store: set without management.tls.key-store (expected: both, or none)");
        Map<String, String> untrusting = new HashMap<>(ofPem());
        untrusting.put("management.tls.trust-store", withoutKey.key().toString());
        assertRefused(untrusting, "(expected: a PKCS #12 or PEM file with certificates that are trusted)");
    }

    private static void assertRefused(Map<String, String> set, String message) {
        assertThatThrownBy(() -> ManagementSettings.read(Settings.of(set, ManagementSettings.KEYS)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("guessed");
    }

    private Map<String, String> ofPem() throws Exception {
        return Map.of(
                "management.tls.key-store",
                certificate.writeBothTo(folder.resolve("both.pem")).toString());
    }

    private void start(Map<String, String> set) throws IOException {
        Map<String, String> all = new HashMap<>(set);
        all.put("management.port", "0");
        server = new ManagementServer(
                ManagementSettings.read(Settings.of(all, ManagementSettings.KEYS)),
                () -> Health.well("alive"),
                () -> Health.well("ready"),
                () -> "a_metric 1\n");
    }

    private static SSLContext trusting() throws Exception {
        return certificate.trusting();
    }

    /** Trusts the server, and shows this. */
    private SSLContext showing(TestCertificate own) throws Exception {
        Path trusted = Files.writeString(folder.resolve("server.pem"), certificate.certificatePem());
        PemFiles files = own.writeTo(Files.createDirectories(folder.resolve("client")));
        return new ClientTls(
                        "test.tls", Optional.of(trusted), Optional.of(files.certificate()), Optional.of(files.key()))
                .context();
    }

    private HttpResponse<String> get(String path, SSLContext tls, String authorization)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                URI.create("https://127.0.0.1:" + server.address().getPort() + path));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return HttpClient.newBuilder().sslContext(tls).build().send(request.build(), BodyHandlers.ofString());
    }
}
