package io.parley.standalone;

/** Reports that a part couldn't be started or has failed. The message names it, in one line. */
final class StandaloneException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    StandaloneException(String message, Throwable cause) {
        super(message, cause);
    }
}
