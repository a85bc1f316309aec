package io.parley.standalone;

import io.parley.gateway.tls.TestCertificate;
import io.parley.gateway.tls.TlsConfig;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;

/**
 * A fresh key with a certificate for this machine that nobody has signed, as files in the forms that servers and clients
 * want.
 *
 * @param store PKCS #12, with {@link #PASSWORD}
 * @param certificate PEM
 * @param key PEM
 */
record TestKeys(Path store, Path certificate, Path key) {

    static final String PASSWORD = "not-a-secret";

    static TestKeys in(Path folder) throws IOException, GeneralSecurityException {
        TestCertificate made = TestCertificate.create("RSA", "-1d");
        TlsConfig files = made.writeTo(Files.createDirectories(folder));
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        keys.setKeyEntry("test", made.key(), PASSWORD.toCharArray(), new Certificate[] {made.certificate()});
        Path store = folder.resolve("store.p12");
        try (OutputStream out = Files.newOutputStream(store)) {
            keys.store(out, PASSWORD.toCharArray());
        }
        return new TestKeys(store, files.certificate(), files.key());
    }
}
