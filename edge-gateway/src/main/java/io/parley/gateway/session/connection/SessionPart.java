package io.parley.gateway.session.connection;

/**
 * Takes part in the life of a session. For the session's event loop; never on the path of a frame or an event.
 *
 * <p>A session calls its parts in the order of their dependencies, and closes them in reverse. Two places rely on it:
 * withheld heads are sent before further pages of history, since both fill the socket, and subscriptions close before
 * the open conversations, which they read, are dropped.
 */
public interface SessionPart {

    /** Runs when the user's whole inbox was sent: the session is ready, or ready again under a new epoch. */
    default void onReady() {}

    /** Runs when the client has read enough for more to be sent. */
    default void onWritable() {}

    /**
     * Runs periodically.
     *
     * @param now in nanoseconds
     */
    default void onTick(long now) {}

    /** Runs when the connection is gone; nothing can be sent any more. */
    default void onClose() {}
}
