package io.parley.protocol;

import java.util.Locale;

/** Names the codes of a {@code rejected} frame. The texts that go with them are in {@link RejectReason}. */
public enum RejectCode {
    BAD_FRAME,
    TOO_LARGE,
    NOT_A_MEMBER,
    FORBIDDEN,
    CONVERSATION_EXISTS,
    NO_SUCH_MESSAGE,
    NO_CHANGE,
    TOO_LATE,
    TOO_MANY_MEMBERS,
    TOO_MANY_REACTIONS,
    RATE_LIMITED,
    /** It may or may not have been accepted; the client sends the same id again. */
    UNAVAILABLE,
    /** Reserved: a gateway that fails closes the connection instead. */
    INTERNAL;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** The code in a {@code rejected} frame. */
    public String wireName() {
        return wireName;
    }
}
