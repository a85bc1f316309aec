package io.parley.gateway.tls;

import io.parley.runtime.file.FileStamp;
import io.parley.runtime.tls.Identity;
import io.parley.runtime.tls.Pem;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/** Reads a certificate and its key, and detects changes of their files. Blocks. */
final class CertificateFiles {

    private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC", "Ed25519");

    private final TlsConfig config;

    CertificateFiles(TlsConfig config) {
        this.config = config;
    }

    /** Differs after a change of either file. */
    record Stamp(FileStamp certificate, FileStamp key) {}

    /** @throws IOException if a file is missing or unreadable */
    Stamp stamp() throws IOException {
        return new Stamp(FileStamp.of(config.certificate()), FileStamp.of(config.key()));
    }

    /**
     * Reads both, and checks that clients could use them at this time.
     *
     * @throws UnusableCertificateException naming the key, the file and what was expected
     */
    Identity read(Instant now) throws UnusableCertificateException {
        Identity identity = new Identity(chain(), key());
        if (!identity.isMatching()) {
            throw unusable("tls.key", config.key(), "the private key of the first certificate", null);
        }
        if (!identity.isValidAt(now)) {
            throw unusable("tls.certificate", config.certificate(), "one that is valid now", null);
        }
        return identity;
    }

    private List<X509Certificate> chain() throws UnusableCertificateException {
        try {
            List<X509Certificate> chain = Pem.certificates(Files.readAllBytes(config.certificate()));
            if (chain.isEmpty()) {
                throw new CertificateException("empty");
            }
            return chain;
        } catch (IOException e) {
            throw unusable("tls.certificate", config.certificate(), "a file that can be read", e);
        } catch (CertificateException e) {
            throw unusable("tls.certificate", config.certificate(), "X.509 certificates in PEM", e);
        }
    }

    private PrivateKey key() throws UnusableCertificateException {
        try {
            return Pem.privateKey(Files.readString(config.key(), StandardCharsets.US_ASCII), KEY_ALGORITHMS);
        } catch (IOException e) {
            throw unusable("tls.key", config.key(), "a file that can be read", e);
        } catch (GeneralSecurityException e) {
            throw unusable("tls.key", config.key(), "a PEM block PRIVATE KEY (PKCS #8, RSA, EC or Ed25519)", e);
        }
    }

    private static UnusableCertificateException unusable(String setting, Path file, String expected, Exception cause) {
        return new UnusableCertificateException(setting + ": " + file + " (expected: " + expected + ")", cause);
    }
}
