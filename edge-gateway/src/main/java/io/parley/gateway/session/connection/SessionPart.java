package io.parley.gateway.session.connection;

/**
 * Takes part in the life of a session. For the session's event loop; never on the path of a frame or an event.
 *
 * <p>A session calls its parts in the order in which they are built upon each other, and closes them in reverse. Two
 * places rely on it: withheld heads go out before further pages of history, which both fill the socket, and
 * subscriptions close before the open conversations, which they read, are forgotten.
 */
public interface SessionPart {

    /** The user's whole inbox was sent: the session is ready, or is so again under a new epoch. */
    default void onReady() {}

    /** The client has read enough for more to be sent. */
    default void onWritable() {}

    /**
     * Time has passed.
     *
     * @param now in nanoseconds
     */
    default void onTick(long now) {}

    /** The connection is gone; nothing can be sent any more. */
    default void onClose() {}
}
