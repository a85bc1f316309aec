package io.parley.schemas;

import java.text.Normalizer;

/**
 * Compares reactions. Keyboards write the same sign in several ways, with and without a variation selector (U+2764 and
 * U+2764 U+FE0F), composed and decomposed: compared as texts they would be two reactions, and taking one back would
 * leave the other. The spelling shown is the one that was first given.
 */
public final class Reactions {

    private Reactions() {}

    /** The form that equal reactions share: NFC, without variation selectors. */
    public static String key(String reaction) {
        StringBuilder plain = new StringBuilder(reaction.length());
        // Removes selectors first: one may stand between a letter and the sign that NFC composes it with.
        reaction.codePoints().filter(sign -> !isVariationSelector(sign)).forEach(plain::appendCodePoint);
        return Normalizer.normalize(plain, Normalizer.Form.NFC);
    }

    /** Unicode's property {@code Variation_Selector}. */
    static boolean isVariationSelector(int sign) {
        return (sign >= 0xFE00 && sign <= 0xFE0F)
                || (sign >= 0xE0100 && sign <= 0xE01EF)
                || (sign >= 0x180B && sign <= 0x180D)
                || sign == 0x180F;
    }
}
