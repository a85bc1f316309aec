package io.parley.servers;

/** A server did not start, or does not do what it was asked. The message is one line that an operator understands. */
public final class ServerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ServerException(String message) {
        super(message);
    }

    ServerException(String message, Throwable cause) {
        super(message, cause);
    }
}
