package io.parley.schemas;

/**
 * Checks texts that other people's screens, notifications and headers show within their own: a title, a reaction, a
 * content type. Gateways check them for their clients, and the owner of a conversation checks all commands.
 *
 * <p>Rejects control characters (Unicode's Cc: line ends, NUL, escapes) and overrides of the surrounding text's
 * direction: embeddings and overrides (U+202A–U+202E) and isolates (U+2066–U+2069), each of which can show a name
 * backwards or swallow the text after it. Marks between letters (U+200E, U+200F, U+061C) reverse nothing, and Arabic
 * and Hebrew titles need them; joiners and variation selectors make emoji.
 */
public final class PlainText {

    private PlainText() {}

    /** Whether the text contains no control character and no override of direction. */
    public static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c) || (c >= '\u202A' && c <= '\u202E') || (c >= '\u2066' && c <= '\u2069')) {
                return false;
            }
        }
        return true;
    }

    /** Whether the text is invisible: spaces of any width, format characters, and empty letters. */
    public static boolean isBlank(String text) {
        return text.codePoints().allMatch(PlainText::isBlank);
    }

    private static boolean isBlank(int c) {
        return Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || Character.getType(c) == Character.FORMAT
                || Character.getType(c) == Character.CONTROL
                || Reactions.isVariationSelector(c)
                || isEmptyLetter(c);
    }

    /** Hangul's fillers, Braille's pattern without dots, and the joiner of graphemes. */
    private static boolean isEmptyLetter(int c) {
        return c == 0x115F || c == 0x1160 || c == 0x3164 || c == 0xFFA0 || c == 0x2800 || c == 0x034F;
    }
}
