package io.parley.runtime.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Optional;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * Encrypts a port of operators and of metrics, with the certificate of a file that may change while the process runs. With
 * a trust store clients may show a certificate of their own; one that nobody trusted has signed ends the connection.
 * Thread-safe.
 */
public final class PortTls {

    private final SSLContext context;
    private final RenewedKeys keys;
    private final boolean asksClients;

    /**
     * Reads the files. Blocks.
     *
     * @param trusted those who may sign certificates of clients; empty: clients are asked for none
     * @throws IllegalArgumentException naming the key, the file and what was expected
     */
    public PortTls(StoreFile keyStore, Optional<StoreFile> trusted, InstantSource clock) {
        this.keys = new RenewedKeys(keyStore, clock);
        this.asksClients = trusted.isPresent();
        try {
            context = SSLContext.getInstance("TLS");
            context.init(
                    new KeyManager[] {keys},
                    trusted.isEmpty() ? null : ClientTls.trusting(trusted.get().trusted()),
                    null);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException(keyStore + ": TLS can't be spoken with it: " + e.getMessage(), e);
        }
    }

    /** Whether clients may show a certificate. */
    public boolean asksClients() {
        return asksClients;
    }

    public SSLContext context() {
        return context;
    }

    /** Makes what a server's connection is set up with. */
    public SSLParameters parameters() {
        SSLParameters parameters =
                new SSLParameters(TlsPolicy.CIPHERS.toArray(String[]::new), TlsPolicy.PROTOCOLS.toArray(String[]::new));
        parameters.setUseCipherSuitesOrder(true);
        parameters.setWantClientAuth(asksClients);
        return parameters;
    }

    /** Makes the engine of a server's connection. */
    public SSLEngine engine() {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        engine.setSSLParameters(parameters());
        return engine;
    }

    /**
     * Reads the certificate again if its file has changed; it is for connections from then on. To be called before a
     * connection, or now and then. Blocks for a moment.
     */
    public void refresh() {
        keys.refresh();
    }

    /** Returns the certificate that the client of a connection has shown, signed by somebody trusted, if it has. */
    public static Optional<X509Certificate> certificateOf(SSLSession session) {
        try {
            return session.getPeerCertificates()[0] instanceof X509Certificate shown
                    ? Optional.of(shown)
                    : Optional.empty();
        } catch (SSLPeerUnverifiedException e) {
            // It has shown none.
            return Optional.empty();
        }
    }
}
