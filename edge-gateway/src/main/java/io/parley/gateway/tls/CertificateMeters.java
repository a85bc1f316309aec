package io.parley.gateway.tls;

/** Counts changes of certificate files. */
public interface CertificateMeters {

    /** Counts changed files that were read, and accepted or rejected. */
    void certificateRead(boolean taken);
}
