package io.parley.schemas;

/** Shortens the text of a message to what a list of conversations shows. */
public final class PreviewText {

    /** The most characters, counted as Unicode code points. */
    public static final int MOST_CHARACTERS = 140;

    private PreviewText() {}

    /** Returns the first characters of a text; null for null. */
    public static String of(String text) {
        return text == null
                        || text.length() <= MOST_CHARACTERS
                        || text.codePointCount(0, text.length()) <= MOST_CHARACTERS
                ? text
                : text.substring(0, text.offsetByCodePoints(0, MOST_CHARACTERS));
    }
}
