package io.parley.standalone;

/** A part couldn't be started or has failed. The message names it, in one line. */
final class StackException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    StackException(String message, Throwable cause) {
        super(message, cause);
    }
}
