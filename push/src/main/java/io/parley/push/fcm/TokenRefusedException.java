package io.parley.push.fcm;

/** Says that the token endpoint refuses our account: a wrong key, a clock that is off, an account that is disabled. */
final class TokenRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String code;

    /** @param code of RFC 6749, such as {@code invalid_grant} */
    TokenRefusedException(String code) {
        super("the token endpoint refuses the service account: " + code);
        this.code = code;
    }

    String code() {
        return code;
    }
}
