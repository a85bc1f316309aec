package io.parley.gateway.session.connection;

/** Lists the reasons why the gateway closes a connection: the close code and a text for people. */
public enum CloseReason {
    GOING_AWAY(1001, "going away"),
    PROTOCOL_ERROR(1002, "WebSocket protocol error"),
    BINARY(1003, "text frames only"),
    NOT_UTF8(1007, "not UTF-8, or not what was compressed"),
    TOO_LARGE(1009, "frame too large"),
    INTERNAL(1011, "internal error"),
    BAD_FRAMES(4400, "too many frames in a row that are no JSON object"),
    TOKEN_EXPIRED(4401, "the token has expired"),
    SILENT(4408, "nothing was heard for too long"),
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
        return this == SILENT || this == TOO_SLOW;
    }

    public int code() {
        return code;
    }

    public String text() {
        return text;
    }
}
