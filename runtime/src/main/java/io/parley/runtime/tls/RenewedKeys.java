package io.parley.runtime.tls;

import io.parley.runtime.file.FileStamp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.InstantSource;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * Shows the certificate of a file, as the file is now: the JDK's servers keep the context with which they start, so what
 * changes is beneath it. An unusable file is rejected, and the certificate of before stays in use. Thread-safe.
 *
 * <p>Each reading has an alias of its own, and the one before is kept: a handshake asks for the alias, the key and the
 * chain one after the other, and gets all three of the same reading.
 */
final class RenewedKeys extends X509ExtendedKeyManager {

    private static final Logger LOG = LoggerFactory.getLogger(RenewedKeys.class);

    private final StoreFile file;
    private final InstantSource clock;
    private volatile Readings readings;
    private FileStamp seen;
    private String complaint;
    private int count;

    private record Reading(String alias, Identity identity) {}

    private record Readings(Reading current, Reading before) {}

    /**
     * Reads the file. Blocks.
     *
     * @throws IllegalArgumentException naming the key, the file and what was expected
     */
    RenewedKeys(StoreFile file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
        try {
            seen = FileStamp.of(file.file());
        } catch (IOException e) {
            // Reading the file reports it.
            seen = null;
        }
        Reading first = read();
        readings = new Readings(first, first);
    }

    /** Reads the file if it has changed, and again after a failure. Blocks for a moment. */
    synchronized void refresh() {
        try {
            FileStamp stamp = FileStamp.of(file.file());
            if (complaint == null && stamp.equals(seen)) {
                return;
            }
            readings = new Readings(read(), readings.current());
            // The earlier state: a change in between is read again.
            seen = stamp;
            complaint = null;
            LOG.info(
                    "{}: a new certificate is in use, valid until {}",
                    file,
                    current().identity().end());
        } catch (IllegalArgumentException e) {
            complain(e.getMessage());
        } catch (IOException e) {
            complain(file + ": " + e + " (expected: a file that can be read)");
        }
    }

    @Override
    public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
        Reading current = current();
        return current.identity().key().getAlgorithm().equals(keyType) ? current.alias() : null;
    }

    @Override
    public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
        return chooseEngineServerAlias(keyType, issuers, null);
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
        String alias = chooseEngineServerAlias(keyType, issuers, null);
        return alias == null ? null : new String[] {alias};
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        Reading reading = reading(alias);
        return reading == null ? null : reading.identity().chain().toArray(X509Certificate[]::new);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        Reading reading = reading(alias);
        return reading == null ? null : reading.identity().key();
    }

    @Override
    public String[] getClientAliases(String keyType, Principal[] issuers) {
        return null;
    }

    @Override
    public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
        return null;
    }

    private Reading current() {
        return readings.current();
    }

    private Reading reading(String alias) {
        Readings known = readings;
        if (known.current().alias().equals(alias)) {
            return known.current();
        }
        return known.before().alias().equals(alias) ? known.before() : null;
    }

    private Reading read() {
        Identity identity = file.identity(clock.instant());
        count++;
        return new Reading("reading-" + count, identity);
    }

    private void complain(String reason) {
        if (!reason.equals(complaint)) {
            complaint = reason;
            LOG.warn(
                    "the certificate of before stays in use, valid until {}: {}",
                    current().identity().end(),
                    reason);
        }
    }
}
