package io.parley.history;

/** An event that can never be a row, such as one whose conversation id is no UUID. A retry doesn't help. */
public final class UnstorableEventException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnstorableEventException(String message, Throwable cause) {
        super(message, cause);
    }
}
