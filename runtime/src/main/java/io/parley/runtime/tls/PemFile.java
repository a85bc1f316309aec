package io.parley.runtime.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads certificates and keys from PEM files. */
final class PemFile {

    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

    private PemFile() {}

    /**
     * All certificates of a file, in their order.
     *
     * @throws IllegalArgumentException naming the key, the file and what was expected
     */
    static List<Certificate> certificates(String setting, Path file) {
        try {
            List<Certificate> certificates = List.copyOf(CertificateFactory.getInstance("X.509")
                    .generateCertificates(
                            new ByteArrayInputStream(text(setting, file).getBytes(StandardCharsets.UTF_8))));
            if (!certificates.isEmpty()) {
                return certificates;
            }
        } catch (CertificateException e) {
            throw new IllegalArgumentException(
                    setting + ": " + file + " (expected: a PEM file with certificates; " + e.getMessage() + ")", e);
        }
        throw new IllegalArgumentException(setting + ": " + file + " (expected: a PEM file with certificates)");
    }

    /**
     * The private key of a file.
     *
     * @throws IllegalArgumentException naming the key, the file and what was expected
     */
    static PrivateKey privateKey(String setting, Path file) throws GeneralSecurityException {
        Matcher matcher = KEY.matcher(text(setting, file));
        if (matcher.find()) {
            PKCS8EncodedKeySpec encoded =
                    new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(matcher.group(1)));
            for (String algorithm : ALGORITHMS) {
                try {
                    return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
                } catch (InvalidKeySpecException isOfAnother) {
                    continue;
                }
            }
        }
        throw new IllegalArgumentException(setting + ": " + file
                + " (expected: a PEM file with a private key of RSA, EC or EdDSA, PKCS #8 and not encrypted)");
    }

    private static String text(String setting, Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    setting + ": " + file + " (expected: a readable PEM file; " + e + ")", e);
        }
    }
}
