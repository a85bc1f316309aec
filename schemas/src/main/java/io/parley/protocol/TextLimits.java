package io.parley.protocol;

/**
 * Bounds the texts of the client protocol, in Unicode code points. Gateways check them, and the owner of a conversation
 * checks them again, since others may write to the log.
 */
public final class TextLimits {

    public static final int LONGEST_CONTENT = 16_384;
    public static final int LONGEST_TITLE = 200;
    public static final int LONGEST_REACTION = 32;

    private TextLimits() {}
}
