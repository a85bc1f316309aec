package io.parley.gateway.frame;

/**
 * Matches an answer to its frame: by {@code id}, {@code ref} and {@code conversationId}, each null if the client's
 * frame had none that was readable.
 */
public record Correlation(String id, Ref ref, String conversationId) {

    /** The correlation of a frame without anything readable. */
    public static final Correlation NONE = new Correlation(null, null, null);

    /**
     * A client's own reference of a request, returned unchanged: a text or a whole number.
     *
     * @param text the text, or null when it is a number
     * @param number the number, when text is null
     */
    public record Ref(String text, long number) {}

    /** The correlation of a command, which is identified by its id and its conversation. */
    public static Correlation ofCommand(String id, String conversationId) {
        return new Correlation(id, null, conversationId);
    }
}
