package io.parley.runtime.config;

/** A setting that is missing, unknown or not well-formed. The message is one line that names the key and the cure. */
public final class InvalidSettingException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    InvalidSettingException(String message) {
        super(message);
    }

    InvalidSettingException(String message, Throwable cause) {
        super(message, cause);
    }
}
