package io.parley.protocol;

import java.util.Locale;

/** Lists why a gateway closes a connection: the close code, and the text for people that goes with it. */
public enum CloseReason {
    GOING_AWAY(CloseCode.GOING_AWAY, "going away"),
    PROTOCOL_ERROR(CloseCode.PROTOCOL_ERROR, "WebSocket protocol error"),
    BINARY(CloseCode.BINARY, "text frames only"),
    NOT_UTF8(CloseCode.NOT_UTF8, "not UTF-8, or not what was compressed"),
    TOO_LARGE(CloseCode.TOO_LARGE, "frame too large"),
    INTERNAL(CloseCode.INTERNAL, "internal error"),
    BAD_FRAMES(CloseCode.BAD_FRAMES, "too many frames in a row that are no JSON object"),
    TOKEN_EXPIRED(CloseCode.TOKEN, "the token has expired"),
    SESSION_TOO_OLD(CloseCode.TOKEN, "the session has lasted as long as one may, come back"),
    KEY_WITHDRAWN(CloseCode.TOKEN, "the key of the token is no longer valid"),
    SUSPENDED(CloseCode.CUT_OFF, "the user is suspended"),
    SIGNED_OUT(CloseCode.CUT_OFF, "signed out by an operator"),
    SILENT(CloseCode.SILENT, "nothing was heard for too long"),
    UNFINISHED(CloseCode.SILENT, "a message was not finished in time"),
    TOO_SLOW(CloseCode.TOO_SLOW, "too slow to read"),
    TOO_MANY(CloseCode.TOO_MANY, "too much was sent for too long");

    private final CloseCode code;
    private final String text;

    CloseReason(CloseCode code, String text) {
        this.code = code;
        this.text = text;
    }

    /** Whether the client was given up, so that the last frames may never have arrived. */
    public boolean isGivingUp() {
        return this == SILENT || this == UNFINISHED || this == TOO_SLOW;
    }

    /** Whether the client broke the protocol, or sent more than it may. */
    public boolean isAbuse() {
        return this == PROTOCOL_ERROR
                || this == BINARY
                || this == NOT_UTF8
                || this == TOO_LARGE
                || this == BAD_FRAMES
                || this == TOO_MANY;
    }

    /** Whether a session was ended whose token has not expired. */
    public boolean isCutOff() {
        return this == SESSION_TOO_OLD || this == KEY_WITHDRAWN || this == SUSPENDED || this == SIGNED_OUT;
    }

    /** The value of a metric's label. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The number in the Close frame. */
    public int code() {
        return code.number();
    }

    public String text() {
        return text;
    }
}
