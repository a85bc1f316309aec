package io.parley.history;

/** The store doesn't answer, or answers with an error of its own. A retry may help. */
public final class HistoryUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public HistoryUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
