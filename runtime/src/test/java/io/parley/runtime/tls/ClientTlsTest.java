package io.parley.runtime.tls;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.util.Base64;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is said of files that won't do; that good ones do is held by the tests with real servers. */
class ClientTlsTest {

    @TempDir
    Path folder;

    @Test
    void shouldNameBothKeysWhenOnlyOneIsSet() {
        assertThatThrownBy(() -> new ClientTls("x.tls", Optional.empty(), Optional.of(folder), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("x.tls.certificate, x.tls.key: only one is set (expected: both, or none)");
    }

    @Test
    void shouldNameKeyAndFileWhenTheFileIsNotThere() {
        // Given
        ClientTls tls = trusting(folder.resolve("none.pem"));

        // Then
        assertThatThrownBy(tls::context)
                .hasMessageStartingWith("x.tls.trusted-certificates: " + folder.resolve("none.pem"));
    }

    @Test
    void shouldSayThatCertificatesAreExpectedWhenThereAreNone() throws IOException {
        // Given
        ClientTls empty = trusting(Files.writeString(folder.resolve("empty.pem"), ""));
        ClientTls broken = trusting(Files.writeString(
                folder.resolve("broken.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"));

        // Then
        assertThatThrownBy(empty::context).hasMessageContaining("(expected: a PEM file with certificates");
        assertThatThrownBy(broken::context).hasMessageContaining("(expected: a PEM file with certificates");
    }

    @ParameterizedTest
    @CsvSource({"RSA", "EC", "Ed25519"})
    void shouldReadKeysOfEveryUsualAlgorithm(String algorithm) throws Exception {
        // Given
        PrivateKey key =
                KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPrivate();
        Path file = Files.writeString(
                folder.resolve("key.pem"),
                "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(key.getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");

        // Then
        assertThat(PemFile.privateKey("x.tls.key", file)).isEqualTo(key);
    }

    @Test
    void shouldSayWhichKeysItTakesWhenItIsOfAnotherForm() throws IOException, GeneralSecurityException {
        // Given
        Path file = Files.writeString(folder.resolve("key.pem"), "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n");

        // Then
        assertThatThrownBy(() -> PemFile.privateKey("x.tls.key", file))
                .hasMessage("x.tls.key: " + file
                        + " (expected: a PEM file with a private key of RSA, EC or EdDSA, PKCS #8 and not encrypted)");
    }

    @Test
    void shouldNameTheKeyWhenItsBlockIsNoBase64() throws IOException {
        // Given
        Path file = Files.writeString(
                folder.resolve("key.pem"), "-----BEGIN PRIVATE KEY-----\nA\n-----END PRIVATE KEY-----\n");

        // Then
        assertThatThrownBy(() -> PemFile.privateKey("x.tls.key", file)).hasMessageStartingWith("x.tls.key: " + file);
    }

    private static ClientTls trusting(Path file) {
        return new ClientTls("x.tls", Optional.of(file), Optional.empty(), Optional.empty());
    }
}
