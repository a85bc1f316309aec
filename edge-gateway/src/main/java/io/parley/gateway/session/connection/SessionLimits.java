package io.parley.gateway.session.connection;

import java.time.Duration;

/**
 * Limits one session: timeouts and buffers.
 *
 * @param reconnectSpread the time over which clients that are sent away come back
 * @param messageTimeout the longest time for one message of the client
 */
public record SessionLimits(
        HeartbeatTimes heartbeat,
        RegistrationTimes registration,
        UnsentLimits unsent,
        Duration reconnectSpread,
        Duration messageTimeout) {

    private static final Duration SOONEST_RECONNECT = Duration.ofMillis(500);

    /**
     * Returns when a session that is sent away may come back: spread by its id, which is random, so that clients don't
     * come back all at once.
     */
    public Duration reconnectAfter(String sessionId) {
        return SOONEST_RECONNECT.plusMillis(
                Math.floorMod(sessionId.hashCode(), Math.max(1, reconnectSpread.toMillis())));
    }

    /**
     * When a client is pinged and when it is given up.
     *
     * @param interval between two Pings
     * @param timeout after which a client that sent nothing is given up
     */
    public record HeartbeatTimes(Duration interval, Duration timeout) {}

    /**
     * When a session that was not registered is announced again, and when it is closed.
     *
     * @param retry after which it is announced again
     * @param timeout after which it is closed
     */
    public record RegistrationTimes(Duration retry, Duration timeout) {}

    /**
     * How much may wait for a client to read; its user's and the gateway's bounds are beside it.
     *
     * @param slowAboveBytes above which a client gets heads in place of events, until half of it is left
     * @param slowTimeout how long that much may be unsent at a stretch before the client is given up
     * @param mostBytes above which a client is given up at once
     */
    public record UnsentLimits(int slowAboveBytes, Duration slowTimeout, long mostBytes) {}

    /** The most frames that wait for the registration; then the socket is no longer read. */
    public static final int WAITING_FRAMES = 256;

    /** The most pages of history under way. */
    public static final int PAGES_UNDER_WAY = 4;

    /** The most unanswered opens; further ones wait. */
    public static final int OPENS_UNDER_WAY = 16;

    /** The most opens and closes that wait before a further open is rejected. */
    public static final int WAITING_OPENS = 256;

    /** The most history requests that wait; further ones are rejected. */
    public static final int WAITING_PAGES = 256;

    /** The most list requests that wait; further ones are rejected. */
    public static final int WAITING_LISTS = 16;

    /** The most frames that wait for the inbox to say whether the user is a member; further ones are rejected. */
    public static final int WAITING_FOR_INBOX = 256;

    /** The most commands that wait for their target from the store; further ones are rejected. */
    public static final int WAITING_COMMANDS = 256;

    /** The most targets, and the most conversations, that are looked up at a time. */
    public static final int LOOK_UPS_UNDER_WAY = 16;

    /** The most fresh tokens under verification; further ones are rejected. */
    public static final int TOKENS_UNDER_WAY = 4;

    /** The most conversations in which a session types at a time; of further ones no signal is sent. */
    public static final int TYPING_CONVERSATIONS = 64;
}
