package io.parley.gateway.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import io.parley.runtime.tls.Identity;
import io.parley.runtime.tls.TlsPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLException;

/**
 * Creates the TLS 1.2 and 1.3 handlers of connections, with the files' current certificate. A new certificate is for
 * new connections; the others keep theirs. An unusable one is rejected, and the previous one stays in use.
 *
 * <p>Handlers are created on any thread; {@link #refresh} is for one.
 */
public final class ServerTls {

    private static final Logger LOG = LoggerFactory.getLogger(ServerTls.class);

    private final CertificateFiles files;
    private final CertificateMeters meters;
    private final Clock clock;
    private volatile Current current;
    private CertificateFiles.Stamp seen;
    private String complaint;

    private record Current(SslContext context, Instant end) {}

    /**
     * Reads the files. Blocks.
     *
     * @throws IllegalArgumentException naming the key, the file and what was expected
     */
    public ServerTls(TlsConfig config, CertificateMeters meters, Clock clock) {
        this.files = new CertificateFiles(config);
        this.meters = meters;
        this.clock = clock;
        try {
            seen = files.stamp();
        } catch (IOException e) {
            // Reading the files reports it.
            seen = null;
        }
        try {
            current = read();
        } catch (UnusableCertificateException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** Creates a handler for a new connection, which ends it if the client's handshake takes longer than this. */
    public SslHandler handler(ByteBufAllocator allocator, Duration patience) {
        SslHandler handler = current.context().newHandler(allocator);
        handler.setHandshakeTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
        return handler;
    }

    /** The time until which clients accept the current certificate. */
    public Instant end() {
        return current.end();
    }

    /**
     * Reads the files if they have changed. Unusable ones are read again the next time: certificate and key are seldom
     * written at once, and a certificate may become valid. To be called now and then; blocks.
     */
    public void refresh() {
        try {
            CertificateFiles.Stamp stamp = files.stamp();
            if (complaint == null && stamp.equals(seen)) {
                return;
            }
            current = read();
            // The earlier state: changes made in between are read again.
            seen = stamp;
            complaint = null;
            meters.certificateRead(true);
            LOG.info("a new certificate is in use, valid until {}", current.end());
        } catch (UnusableCertificateException e) {
            complain(e.getMessage());
        } catch (IOException e) {
            complain("tls.certificate, tls.key: " + e + " (expected: files that can be read)");
        }
    }

    private Current read() throws UnusableCertificateException {
        Identity identity = files.read(clock.instant());
        try {
            SslContext context = SslContextBuilder.forServer(
                            identity.key(), identity.chain().toArray(X509Certificate[]::new))
                    .sslProvider(SslProvider.JDK)
                    .protocols(TlsPolicy.PROTOCOLS)
                    .ciphers(TlsPolicy.CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
                    .build();
            return new Current(context, identity.end());
        } catch (SSLException e) {
            throw new UnusableCertificateException("tls.certificate, tls.key: TLS can't be spoken with them", e);
        }
    }

    private void complain(String reason) {
        if (!reason.equals(complaint)) {
            complaint = reason;
            meters.certificateRead(false);
            LOG.warn("the certificate of before stays in use, valid until {}: {}", current.end(), reason);
        }
    }
}
