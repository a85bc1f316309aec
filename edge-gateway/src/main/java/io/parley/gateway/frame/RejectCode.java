package io.parley.gateway.frame;

import java.util.Locale;

/** Lists the codes of {@code rejected} frames. */
public enum RejectCode {
    BAD_FRAME,
    TOO_LARGE,
    NOT_A_MEMBER,
    FORBIDDEN,
    RATE_LIMITED,
    /** It may or may not have been accepted; the client sends the same id again. */
    UNAVAILABLE,
    INTERNAL;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** The code in a {@code rejected} frame. */
    public String wireName() {
        return wireName;
    }
}
