package io.parley.gateway.frame;

/**
 * Matches an answer to its frame: by {@code id}, {@code ref} and {@code conversationId}, each null where the client's
 * frame had none that could be read.
 */
public record Correlation(String id, Ref ref, String conversationId) {

    /** Of a frame that nothing could be read of. */
    public static final Correlation NONE = new Correlation(null, null, null);

    /**
     * A client's own mark of a request, given back as it came: a text or a whole number.
     *
     * @param text the text, or null when it is a number
     * @param number the number, when text is null
     */
    public record Ref(String text, long number) {}

    /** Of a command, which is known by its id and its conversation. */
    public static Correlation ofCommand(String id, String conversationId) {
        return new Correlation(id, null, conversationId);
    }
}
