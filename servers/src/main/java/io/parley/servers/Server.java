package io.parley.servers;

/**
 * A real server with its data in a folder. It can be stopped and started again, on the same ports and the same data:
 * this is how a test loses one.
 *
 * <p>Not safe for use by several threads at once.
 */
public interface Server extends AutoCloseable {

    /**
     * Starts the server and returns when it answers.
     *
     * @throws ServerException when it doesn't come up; the message says why and where its log is
     * @throws IllegalStateException when it runs already
     */
    void start();

    /** Stops the server in order and returns when it is gone. Does nothing when it doesn't run. */
    void stop();

    /** Whether it was started and is still there: false too when it ended by itself. */
    boolean isRunning();

    /** Stops the server. */
    @Override
    default void close() {
        stop();
    }
}
