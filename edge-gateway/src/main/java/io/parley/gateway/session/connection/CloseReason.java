package io.parley.gateway.session.connection;

import java.util.Locale;

/** Lists why the gateway closes a connection: the close code and a text for people. */
public enum CloseReason {
    GOING_AWAY(1001, "going away"),
    PROTOCOL_ERROR(1002, "WebSocket protocol error"),
    BINARY(1003, "text frames only"),
    NOT_UTF8(1007, "not UTF-8, or not what was compressed"),
    TOO_LARGE(1009, "frame too large"),
    INTERNAL(1011, "internal error"),
    BAD_FRAMES(4400, "too many frames in a row that are no JSON object"),
    TOKEN_EXPIRED(4401, "the token has expired"),
    SESSION_TOO_OLD(4401, "the session has lasted as long as one may, come back"),
    KEY_WITHDRAWN(4401, "the key of the token is no longer valid"),
    SUSPENDED(4403, "the user is suspended"),
    SIGNED_OUT(4403, "signed out by an operator"),
    SILENT(4408, "nothing was heard for too long"),
    UNFINISHED(4408, "a message was not finished in time"),
    TOO_SLOW(4409, "too slow to read"),
    TOO_MANY(4429, "too much was sent for too long");

    private final int code;
    private final String text;

    CloseReason(int code, String text) {
        this.code = code;
        this.text = text;
    }

    /** Whether the client was given up, so that the last frames may never have arrived. */
    public boolean isGivingUp() {
        return this == SILENT || this == UNFINISHED || this == TOO_SLOW;
    }

    /** Whether a session was ended whose token has not expired. */
    public boolean isCutOff() {
        return this == SESSION_TOO_OLD || this == KEY_WITHDRAWN || this == SUSPENDED || this == SIGNED_OUT;
    }

    /** The value of a metric's label. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public int code() {
        return code;
    }

    public String text() {
        return text;
    }
}
