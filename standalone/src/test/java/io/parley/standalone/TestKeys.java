package io.parley.standalone;

import io.parley.servers.TestCertificate;
import io.parley.servers.TestCertificate.PemFiles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;

/**
 * A fresh key with a certificate for this machine that nobody has signed, as files in the forms that servers and clients
 * want.
 *
 * @param store PKCS #12, with {@link #PASSWORD}
 * @param certificate PEM
 * @param key PEM
 * @param both PEM: the key, and the certificate after it
 */
record TestKeys(Path store, Path certificate, Path key, Path both) {

    static final String PASSWORD = "not-a-secret";

    static TestKeys in(Path folder) throws IOException, GeneralSecurityException {
        TestCertificate made = TestCertificate.create("RSA", "-1d");
        PemFiles files = made.writeTo(Files.createDirectories(folder));
        Path store = made.writeStoreTo(folder.resolve("store.p12"), PASSWORD);
        Path both = made.writeBothTo(folder.resolve("both.pem"));
        return new TestKeys(store, files.certificate(), files.key(), both);
    }
}
