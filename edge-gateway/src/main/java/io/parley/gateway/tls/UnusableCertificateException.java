package io.parley.gateway.tls;

/** Signals that certificate or key are missing, or that clients could not connect with them. */
final class UnusableCertificateException extends Exception {

    private static final long serialVersionUID = 1L;

    UnusableCertificateException(String message, Exception cause) {
        super(message, cause);
    }
}
