package io.parley.gateway.session.connection;

import java.time.Duration;

/**
 * Limits one session: timeouts and buffers.
 *
 * @param heartbeatInterval between two Pings
 * @param heartbeatTimeout after which a silent client is given up
 * @param registrationRetry after which a session that was not registered is announced again
 * @param registrationTimeout after which it is closed
 * @param slowAboveBytes unsent bytes above which a client gets heads in place of events, until half of them are left
 * @param slowTimeout the longest time with so many unsent bytes before the client is given up
 * @param maxUnsentBytes unsent bytes above which a client is given up at once
 * @param reconnectSpread the time over which the reconnects of drained clients are spread
 */
public record SessionLimits(
        Duration heartbeatInterval,
        Duration heartbeatTimeout,
        Duration registrationRetry,
        Duration registrationTimeout,
        int slowAboveBytes,
        Duration slowTimeout,
        long maxUnsentBytes,
        Duration reconnectSpread) {

    /** The most frames that wait for the registration; then the socket is no longer read. */
    public static final int WAITING_FRAMES = 256;

    /** The most pages of history under way. */
    public static final int PAGES_UNDER_WAY = 4;

    /** The most history requests that wait; further ones are rejected. */
    public static final int WAITING_PAGES = 256;

    /** The most commands that wait for their target from the store; further ones are rejected. */
    public static final int WAITING_COMMANDS = 256;

    /** The most targets that are looked up at a time. */
    public static final int LOOK_UPS_UNDER_WAY = 16;

    /** The most fresh tokens under verification; further ones are rejected. */
    public static final int TOKENS_UNDER_WAY = 4;

    /** The most conversations in which a session types at a time; of further ones no signal is sent. */
    public static final int TYPING_CONVERSATIONS = 64;

    /** The most frames in a row that are no JSON object; then the connection is closed. */
    public static final int BAD_FRAMES = 10;
}
