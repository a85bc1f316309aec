package io.parley.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A fresh certificate for this machine that nobody has signed, with its key. */
public record TestCertificate(X509Certificate certificate, PrivateKey key) {

    private static final String ALIAS = "test";
    private static final String PASSWORD = "not a secret";

    /** Characters of a line of PEM, by RFC 7468. */
    private static final int LINE = 64;

    /** An EC key, and a certificate that has been valid for a day. */
    public static TestCertificate create() {
        return create("EC", "-1d");
    }

    /**
     * Made by the JDK's own tool.
     *
     * @param begin as keytool writes it; valid for ten days from then on
     */
    public static TestCertificate create(String algorithm, String begin) {
        try {
            Path store = Files.createTempDirectory("certificate").resolve("store.p12");
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair"));
            command.addAll(List.of("-alias", ALIAS, "-keyalg", algorithm, "-dname", "CN=localhost"));
            command.addAll(List.of("-ext", "san=dns:localhost,ip:127.0.0.1", "-startdate", begin, "-validity", "10"));
            command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore", store.toString()));
            Process keytool = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .start();
            if (!keytool.waitFor(1, TimeUnit.MINUTES) || keytool.exitValue() != 0) {
                throw new AssertionError("keytool made no certificate");
            }
            KeyStore keys = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(store)) {
                keys.load(in, PASSWORD.toCharArray());
            }
            return new TestCertificate((X509Certificate) keys.getCertificate(ALIAS), (PrivateKey)
                    keys.getKey(ALIAS, PASSWORD.toCharArray()));
        } catch (IOException | GeneralSecurityException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Two files: the certificate and its private key, each in PEM. */
    public record PemFiles(Path certificate, Path key) {

        /** Returns the names that {@link #writeTo} uses in a folder. */
        public static PemFiles in(Path folder) {
            return new PemFiles(folder.resolve("certificate.pem"), folder.resolve("key.pem"));
        }
    }

    /** Writes both into the folder, to be found again by {@link PemFiles#in}. */
    public PemFiles writeTo(Path folder) throws IOException, GeneralSecurityException {
        PemFiles files = PemFiles.in(folder);
        Files.writeString(files.certificate(), certificatePem());
        Files.writeString(files.key(), keyPem());
        return files;
    }

    /** Writes key and certificate into one PEM file, as Kafka's clients want them. */
    public Path writeBothTo(Path file) throws IOException, GeneralSecurityException {
        return Files.writeString(file, keyPem() + certificatePem());
    }

    /** Writes key and certificate into a PKCS #12 file, each under this password. */
    public Path writeStoreTo(Path file, String password) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        keys.setKeyEntry(ALIAS, key, password.toCharArray(), new X509Certificate[] {certificate});
        return write(keys, file, password);
    }

    /** Writes the certificate into a PKCS #12 file as one that is trusted. */
    public Path writeTrustStoreTo(Path file, String password) throws IOException, GeneralSecurityException {
        return write(trusted(), file, password);
    }

    public String certificatePem() throws GeneralSecurityException {
        return pem("CERTIFICATE", certificate.getEncoded());
    }

    private String keyPem() {
        return pem("PRIVATE KEY", key.getEncoded());
    }

    /** Makes the context of a client that trusts it. */
    public SSLContext trusting() throws IOException, GeneralSecurityException {
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    private KeyStore trusted() throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(ALIAS, certificate);
        return trusted;
    }

    private static Path write(KeyStore store, Path file, String password) throws IOException, GeneralSecurityException {
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, password.toCharArray());
        }
        return file;
    }

    private static String pem(String type, byte[] encoded) {
        String lines = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(encoded);
        return "-----BEGIN " + type + "-----\n" + lines + "\n-----END " + type + "-----\n";
    }
}
