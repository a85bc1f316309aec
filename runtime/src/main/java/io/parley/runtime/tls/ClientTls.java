package io.parley.runtime.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * Says whom a client trusts, and which certificate it shows. All files are PEM and read when a context is made.
 *
 * @param keys what the settings begin with that say so, for errors
 * @param trusted certificates of authorities, or of the servers themselves; empty: those that the JVM trusts
 * @param certificate that the client shows, and those that it was signed with; empty: none
 * @param key the certificate's private key, PKCS #8 and not encrypted
 */
public record ClientTls(String keys, Optional<Path> trusted, Optional<Path> certificate, Optional<Path> key) {

    private static final char[] NO_PASSWORD = {};

    /** @throws IllegalArgumentException naming the keys and what was expected */
    public ClientTls {
        if (certificate.isPresent() != key.isPresent()) {
            throw new IllegalArgumentException(
                    keys + ".certificate, " + keys + ".key: only one is set (expected: both, or none)");
        }
    }

    /** Trusts whom the JVM trusts, and shows no certificate. */
    public static ClientTls standard(String keys) {
        return new ClientTls(keys, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Whether nothing was said. */
    public boolean isStandard() {
        return trusted.isEmpty() && certificate.isEmpty();
    }

    /**
     * Reads the files.
     *
     * @throws IllegalArgumentException naming the key, the file and what was expected
     */
    public SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keyManagers(), trustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException(keys + ": no TLS with what it says: " + e.getMessage(), e);
        }
    }

    private TrustManager[] trustManagers() throws GeneralSecurityException, IOException {
        return trusted.isEmpty() ? null : trusting(PemFile.certificates(keys + ".trusted-certificates", trusted.get()));
    }

    /** Makes what trusts these certificates, and those that they have signed. */
    static TrustManager[] trusting(List<X509Certificate> trusted) throws GeneralSecurityException, IOException {
        KeyStore store = emptyStore();
        for (X509Certificate one : trusted) {
            store.setCertificateEntry("trusted-" + store.size(), one);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private KeyManager[] keyManagers() throws GeneralSecurityException, IOException {
        if (certificate.isEmpty()) {
            return null;
        }
        List<X509Certificate> chain = PemFile.certificates(keys + ".certificate", certificate.get());
        KeyStore store = emptyStore();
        store.setKeyEntry(
                "own",
                PemFile.privateKey(keys + ".key", key.orElseThrow()),
                NO_PASSWORD,
                chain.toArray(X509Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        return store;
    }
}
