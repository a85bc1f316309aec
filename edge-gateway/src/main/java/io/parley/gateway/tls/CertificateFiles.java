package io.parley.gateway.tls;

import io.parley.gateway.file.FileStamp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a certificate and its key, and detects changes of their files. Blocks. */
final class CertificateFiles {

    private static final Pattern PKCS8 =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

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
            List<X509Certificate> chain = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(config.certificate())))
                    .stream()
                    .map(X509Certificate.class::cast)
                    .toList();
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
            Matcher pem = PKCS8.matcher(Files.readString(config.key(), StandardCharsets.US_ASCII));
            if (!pem.find()) {
                throw new InvalidKeySpecException("no such block");
            }
            return key(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(1))));
        } catch (IOException e) {
            throw unusable("tls.key", config.key(), "a file that can be read", e);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw unusable("tls.key", config.key(), "a PEM block PRIVATE KEY (PKCS #8, RSA, EC or Ed25519)", e);
        }
    }

    /** The encoding contains the algorithm, but no interface of the platform returns it. */
    private static PrivateKey key(PKCS8EncodedKeySpec encoded) throws GeneralSecurityException {
        InvalidKeySpecException last = new InvalidKeySpecException("of no algorithm");
        for (String algorithm : KEY_ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
            } catch (InvalidKeySpecException e) {
                last = e;
            }
        }
        throw last;
    }

    private static UnusableCertificateException unusable(String setting, Path file, String expected, Exception cause) {
        return new UnusableCertificateException(setting + ": " + file + " (expected: " + expected + ")", cause);
    }
}
