package io.parley.gateway.tls;

import io.netty.buffer.ByteBufAllocator;
import io.parley.servers.TestCertificate;
import io.parley.servers.TestCertificate.PemFiles;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import javax.net.ssl.SSLEngine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ServerTlsTest {

    private static TestCertificate first;
    private static TestCertificate second;

    private final List<Boolean> reads = new ArrayList<>();

    @TempDir
    private Path folder;

    @BeforeAll
    static void createCertificates() {
        first = TestCertificate.create();
        second = TestCertificate.create("EC", "-2d");
    }

    @Test
    void shouldTakeANewCertificateWhenTheFilesHaveChanged() throws Exception {
        // Given
        ServerTls tls = tls(first.writeTo(folder));
        tls.refresh();
        List<Boolean> unchanged = List.copyOf(reads);

        // When
        second.writeTo(folder);
        tls.refresh();
        tls.refresh();

        // Then
        assertThat(unchanged).isEmpty();
        assertThat(tls.end()).isEqualTo(end(second));
        assertThat(reads).containsExactly(true);
    }

    @Test
    void shouldKeepTheOldCertificateUntilANewOneIsOfUse() throws Exception {
        // Given
        PemFiles files = first.writeTo(folder);
        ServerTls tls = tls(files);

        // When
        Files.writeString(files.certificate(), "rubbish");
        tls.refresh();
        tls.refresh();
        Instant afterRubbish = tls.end();
        second.writeTo(folder);
        first.writeTo(Files.createDirectory(folder.resolve("other")));
        Files.copy(PemFiles.in(folder.resolve("other")).key(), files.key(), StandardCopyOption.REPLACE_EXISTING);
        tls.refresh();
        Instant afterAnotherKey = tls.end();
        Files.delete(files.key());
        tls.refresh();
        Instant afterNoKey = tls.end();
        second.writeTo(folder);
        tls.refresh();

        // Then
        assertThat(List.of(afterRubbish, afterAnotherKey, afterNoKey)).containsOnly(end(first));
        assertThat(tls.end()).isEqualTo(end(second));
        assertThat(reads).containsExactly(false, false, false, true);
    }

    @Test
    void shouldTakeACertificateWhenItHasBecomeValid() throws Exception {
        // Given
        AtomicReference<Instant> now = new AtomicReference<>(Instant.now().minus(Duration.ofHours(36)));
        Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
        ServerTls tls = new ServerTls(config(second.writeTo(folder)), reads::add, clock);

        // When
        first.writeTo(folder);
        tls.refresh();
        Instant early = tls.end();
        now.set(Instant.now());
        tls.refresh();

        // Then
        assertThat(early).isEqualTo(end(second));
        assertThat(tls.end()).isEqualTo(end(first));
        assertThat(reads).containsExactly(false, true);
    }

    @Test
    void shouldNotStartWhenTheFilesAreOfNoUse() throws Exception {
        // Given
        PemFiles files = first.writeTo(folder);

        // Then
        Files.writeString(files.certificate(), "rubbish");
        assertThatThrownBy(() -> tls(files))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tls.certificate: " + files.certificate() + " (expected: X.509 certificates in PEM)");
        first.writeTo(folder);
        Files.writeString(files.key(), "-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\n");
        assertThatThrownBy(() -> tls(files)).hasMessageStartingWith("tls.key: " + files.key() + " (expected: a PEM");
        second.writeTo(Files.createDirectory(folder.resolve("other")));
        Path anotherKey = PemFiles.in(folder.resolve("other")).key();
        assertThatThrownBy(() -> tls(new PemFiles(files.certificate(), anotherKey)))
                .hasMessage("tls.key: " + anotherKey + " (expected: the private key of the first certificate)");
        assertThatThrownBy(() -> new ServerTls(
                        config(first.writeTo(folder)),
                        reads::add,
                        Clock.fixed(Instant.now().plus(Duration.ofDays(20)), ZoneOffset.UTC)))
                .hasMessage("tls.certificate: " + files.certificate() + " (expected: one that is valid now)");
        Files.delete(files.key());
        assertThatThrownBy(() -> tls(files))
                .hasMessage("tls.key: " + files.key() + " (expected: a file that can be read)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "Ed25519"})
    void shouldUseOnlyForwardSecretTlsWithEveryKindOfKey(String algorithm) throws Exception {
        // Given
        ServerTls tls = tls(TestCertificate.create(algorithm, "-1d").writeTo(folder));

        // When
        SSLEngine engine =
                tls.handler(ByteBufAllocator.DEFAULT, Duration.ofSeconds(1)).engine();

        // Then
        assertThat(engine.getEnabledProtocols()).containsExactlyInAnyOrder("TLSv1.2", "TLSv1.3");
        assertThat(engine.getEnabledCipherSuites())
                .isNotEmpty()
                .allMatch(suite -> suite.matches("TLS_(ECDHE_(ECDSA|RSA)_WITH_)?(AES|CHACHA20).*(GCM|POLY1305).*"));
    }

    private ServerTls tls(PemFiles files) {
        return new ServerTls(config(files), reads::add, Clock.systemUTC());
    }

    private static TlsConfig config(PemFiles files) {
        return new TlsConfig(files.certificate(), files.key());
    }

    private static Instant end(TestCertificate certificate) {
        return certificate.certificate().getNotAfter().toInstant();
    }
}
