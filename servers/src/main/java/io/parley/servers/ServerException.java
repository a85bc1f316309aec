package io.parley.servers;

/** Reports that a server did not start, or failed a request. The message is one line that an operator understands. */
public final class ServerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ServerException(String message) {
        super(message);
    }

    ServerException(String message, Throwable cause) {
        super(message, cause);
    }
}
