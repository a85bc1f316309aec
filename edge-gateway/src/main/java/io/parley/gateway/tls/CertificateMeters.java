package io.parley.gateway.tls;

/** Counts what became of changed certificate files. */
public interface CertificateMeters {

    /** Changed files were read, and taken or not. */
    void certificateRead(boolean taken);
}
