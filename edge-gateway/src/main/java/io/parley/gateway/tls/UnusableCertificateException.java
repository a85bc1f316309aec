package io.parley.gateway.tls;

/** Certificate and key are not there, or not what clients could connect with. */
final class UnusableCertificateException extends Exception {

    private static final long serialVersionUID = 1L;

    UnusableCertificateException(String message, Exception cause) {
        super(message, cause);
    }
}
