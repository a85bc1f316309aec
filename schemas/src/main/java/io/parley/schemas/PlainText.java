package io.parley.schemas;

/**
 * What a text may hold that other people's screens, notifications and headers show among their own: a title, a reaction, a
 * content type. Gateways look at it for their clients, and the owner of a conversation for whoever else writes commands.
 *
 * <p>Refused are control characters (Unicode's Cc: line ends, NUL, escapes) and what overrides the direction of the text
 * around it: embeddings and overrides (U+202A–U+202E) and isolates (U+2066–U+2069), each of which can show a name backwards
 * or swallow what follows it. The marks that lie between letters (U+200E, U+200F, U+061C) turn nothing around, and Arabic
 * and Hebrew titles need them; joiners and variation selectors make emoji.
 */
public final class PlainText {

    private PlainText() {}

    /** Whether the text holds no control character and no override of direction. */
    public static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c) || (c >= '\u202A' && c <= '\u202E') || (c >= '\u2066' && c <= '\u2069')) {
                return false;
            }
        }
        return true;
    }

    /** Whether nothing of the text can be seen: spaces of any width, format characters, and letters that are empty. */
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
