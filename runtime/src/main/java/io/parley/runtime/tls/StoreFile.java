package io.parley.runtime.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads a file with a certificate and its key, or with those that are trusted: PKCS #12 with a password, or PEM without
 * one. Blocks.
 *
 * @param setting the key that names the file, for errors
 * @param password of the file and of the key in it; PEM has none
 */
public record StoreFile(String setting, Path file, Optional<String> password) {

    private static final String PEM_BLOCK = "-----BEGIN ";
    private static final String IDENTITY = "a PKCS #12 or PEM file with a certificate and its private key";
    private static final String TRUSTED = "a PKCS #12 or PEM file with certificates that are trusted";

    /**
     * Reads the certificate with those that it was signed with, and its key.
     *
     * @throws IllegalArgumentException naming the setting, the file and what was expected
     */
    public Identity identity(Instant now) {
        Identity identity = read(IDENTITY, StoreFile::identityOfPem, this::identityOfStore);
        if (!identity.isMatching()) {
            throw unusable("a certificate and the private key of it", null);
        }
        if (!identity.isValidAt(now)) {
            throw unusable("a certificate that is valid now", null);
        }
        return identity;
    }

    /**
     * Reads the certificates that are trusted, at least one.
     *
     * @throws IllegalArgumentException naming the setting, the file and what was expected
     */
    public List<X509Certificate> trusted() {
        List<X509Certificate> trusted = read(TRUSTED, Pem::certificatesIn, this::trustedOfStore);
        if (trusted.isEmpty()) {
            throw unusable(TRUSTED, null);
        }
        return trusted;
    }

    /** Leaves out the password. */
    @Override
    public String toString() {
        return setting + "=" + file;
    }

    /** Reads something out of one form of the file. */
    @FunctionalInterface
    private interface Form<F, T> {

        T from(F content) throws GeneralSecurityException, IOException;
    }

    private <T> T read(String expected, Form<String, T> pem, Form<byte[], T> store) {
        try {
            byte[] content = Files.readAllBytes(file);
            String text = new String(content, StandardCharsets.ISO_8859_1);
            return text.contains(PEM_BLOCK) ? pem.from(text) : store.from(content);
        } catch (GeneralSecurityException | IOException e) {
            throw unusable(expected + "; " + e.getMessage(), e);
        }
    }

    private static Identity identityOfPem(String text) throws GeneralSecurityException {
        List<X509Certificate> chain = Pem.certificatesIn(text);
        if (chain.isEmpty()) {
            throw new GeneralSecurityException("no block CERTIFICATE");
        }
        return new Identity(chain, Pem.privateKey(text, PemFile.ALGORITHMS));
    }

    private Identity identityOfStore(byte[] content) throws GeneralSecurityException, IOException {
        KeyStore store = store(content);
        for (String alias : Collections.list(store.aliases())) {
            Key key = store.getKey(alias, characters());
            if (key instanceof PrivateKey own) {
                return new Identity(
                        Stream.of(store.getCertificateChain(alias))
                                .map(X509Certificate.class::cast)
                                .toList(),
                        own);
            }
        }
        throw new GeneralSecurityException("no private key in it");
    }

    private List<X509Certificate> trustedOfStore(byte[] content) throws GeneralSecurityException, IOException {
        KeyStore store = store(content);
        List<X509Certificate> trusted = new ArrayList<>();
        for (String alias : Collections.list(store.aliases())) {
            Certificate certificate = store.getCertificate(alias);
            if (store.isCertificateEntry(alias) && certificate instanceof X509Certificate one) {
                trusted.add(one);
            }
        }
        return trusted;
    }

    private KeyStore store(byte[] content) throws GeneralSecurityException, IOException {
        if (password.isEmpty()) {
            throw new GeneralSecurityException(setting + "-password is missing, which PKCS #12 needs");
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(new ByteArrayInputStream(content), characters());
        return store;
    }

    private char[] characters() {
        return password.orElse("").toCharArray();
    }

    private IllegalArgumentException unusable(String expected, Exception cause) {
        return new IllegalArgumentException(setting + ": " + file + " (expected: " + expected + ")", cause);
    }
}
