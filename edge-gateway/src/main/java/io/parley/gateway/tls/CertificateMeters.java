package io.parley.gateway.tls;

/** Who is told what becomes of the certificate. */
public interface CertificateMeters {

    /** Changed files were read, and taken or not. */
    void certificateRead(boolean taken);
}
