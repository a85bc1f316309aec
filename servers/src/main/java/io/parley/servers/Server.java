package io.parley.servers;

/**
 * Represents a real server with its data in a folder. It can be stopped and started again on the same ports and data,
 * as tests of failures do.
 *
 * <p>Not safe for use by several threads at once.
 */
public interface Server extends AutoCloseable {

    /**
     * Starts the server and waits until it answers.
     *
     * @throws ServerException when it doesn't come up; the message names the cause and the log file
     * @throws IllegalStateException when it runs already
     */
    void start();

    /** Stops the server in order and waits for its end. Does nothing if it doesn't run. */
    void stop();

    /** Returns whether the server was started and still runs: false too when it ended by itself. */
    boolean isRunning();

    /** Stops the server. */
    @Override
    default void close() {
        stop();
    }
}
