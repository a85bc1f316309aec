package io.parley.bench.hostile;

/** Lists what a hostile account does, in turn. */
public enum Act {
    /** Creates a group of many members. */
    FLOOD_GROUPS,
    /** Opens a large group over a session that reads nothing. */
    OPEN_UNREAD,
    /** Asks for the longest page of history. */
    ASK_HISTORY,
    /** Ends a session and begins another. */
    RECONNECT,
    /** Sends a handshake that is none, with a good token. */
    HANDSHAKE,
    /** Gives a reaction, and takes it back with the next. */
    REACT,
    /** Changes its status. */
    SET_STATUS
}
