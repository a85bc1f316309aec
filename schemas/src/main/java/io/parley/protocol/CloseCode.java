package io.parley.protocol;

/** Lists the close codes of the client protocol, each with its meaning as the protocol's documents name it. */
public enum CloseCode {
    GOING_AWAY(1001, "going away"),
    PROTOCOL_ERROR(1002, "protocol error"),
    BINARY(1003, "binary"),
    NOT_UTF8(1007, "not UTF-8"),
    TOO_LARGE(1009, "too large"),
    INTERNAL(1011, "internal"),
    BAD_FRAMES(4400, "bad frames"),
    TOKEN(4401, "token"),
    CUT_OFF(4403, "suspended or signed out by an operator"),
    SILENT(4408, "no heartbeat"),
    TOO_SLOW(4409, "too slow to read"),
    TOO_MANY(4429, "too many");

    private final int number;
    private final String meaning;

    CloseCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    /** The number in the Close frame. */
    public int number() {
        return number;
    }

    /** The meaning in the AsyncAPI document and in {@code docs/protocol.md}. */
    public String meaning() {
        return meaning;
    }
}
