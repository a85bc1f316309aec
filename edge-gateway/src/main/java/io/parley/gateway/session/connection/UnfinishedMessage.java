package io.parley.gateway.session.connection;

import java.time.Duration;

/**
 * Bounds the time that a client takes for one message. Bytes of a message that never ends would count as signs of life
 * for ever, and hold memory. For the session's event loop; times are in nanoseconds.
 *
 * <p>Time in which the gateway itself doesn't read is not the client's.
 */
final class UnfinishedMessage {

    private final long patience;
    private boolean begun;
    private long since;
    private long checked;

    /** @param patience the longest time for one message */
    UnfinishedMessage(Duration patience, long now) {
        this.patience = patience.toNanos();
        this.checked = now;
    }

    /** Notes that a part of a message has come. */
    void began(long now) {
        if (!begun) {
            begun = true;
            since = now;
        }
    }

    /** Notes that nothing of a message is missing. */
    void ended() {
        begun = false;
    }

    /** Whether the client has taken too long. To be called periodically. */
    boolean isOverdue(boolean reading, long now) {
        if (!reading) {
            since = Math.min(now, since + (now - checked));
        }
        checked = now;
        return begun && now - since >= patience;
    }
}
