package io.parley.runtime.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;

/** Reads certificates and keys from PEM files. */
final class PemFile {

    /** Of private keys. */
    static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

    private PemFile() {}

    /**
     * All certificates of a file, in their order.
     *
     * @throws IllegalArgumentException naming the key, the file and what was expected
     */
    static List<X509Certificate> certificates(String setting, Path file) {
        try {
            List<X509Certificate> certificates =
                    Pem.certificates(text(setting, file).getBytes(StandardCharsets.UTF_8));
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
    static PrivateKey privateKey(String setting, Path file) {
        try {
            return Pem.privateKey(text(setting, file), ALGORITHMS);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    setting + ": " + file
                            + " (expected: a PEM file with a private key of RSA, EC or EdDSA, PKCS #8 and not encrypted)",
                    e);
        }
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
