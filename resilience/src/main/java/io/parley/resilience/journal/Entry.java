package io.parley.resilience.journal;

/**
 * Records one thing that a client sent, saw or lost, or that was done to the installation.
 *
 * <p>Times are milliseconds since the run began, by one clock of the harness.
 */
public sealed interface Entry {

    /** Returns when it happened, in milliseconds since the run began. */
    long at();

    /** A session is ready and has its whole inbox: everything after it has to come live. */
    record Ready(long at, String session, String userId) implements Entry {}

    /**
     * A session ended.
     *
     * @param code of the close frame; 1006 when there was none, 0 when its gateway announced it again as a new one
     */
    record Closed(long at, String session, String userId, int code) implements Entry {}

    /**
     * A command went to a socket, for the first time or again.
     *
     * @param turn counts the commands of a user in a conversation in the order in which they were first sent
     */
    record Sent(long at, String session, String userId, String conversation, String commandId, int turn)
            implements Entry {}

    /** A command is durable in the log. */
    record Accepted(long at, String userId, String conversation, String commandId) implements Entry {}

    /** A command was refused. */
    record Rejected(long at, String userId, String conversation, String commandId, String code) implements Entry {}

    /** A session was shown a conversation's head. */
    record Head(long at, String session, String userId, String conversation, long head) implements Entry {}

    /** A session received an event, live or in a page of history. */
    record Seen(long at, String session, String userId, boolean live, SeenEvent event) implements Entry {}

    /** A page of history ended, with everything up to a number. */
    record CaughtUp(long at, String session, String userId, String conversation, long through) implements Entry {}

    /** A session was shown another user's presence. */
    record Presence(long at, String session, String viewer, String userId, String status) implements Entry {}

    /** A user's presence ought to change from now on, for a viewer who has a conversation with them open. */
    record PresenceDue(long at, String viewer, String userId, String status) implements Entry {}

    /** Something was done to the installation, or has been put right. */
    record Mark(long at, Phase phase, String what) implements Entry {}

    /** The phases of a run. */
    enum Phase {
        /** The load is steady. */
        STEADY,
        /** The fault begins. */
        FAULT,
        /** All that was broken serves again. */
        SERVING,
        /** Nothing more is sent. */
        ENDED,
        /** A stall was noticed, and thread dumps were taken. */
        STALL
    }
}
