package io.parley.schemas;

import java.util.BitSet;

/** The allowed forms of ids: so many characters of one set, each id with one spelling only. */
enum Identifiers {
    /** The client's name of a command. */
    COMMAND(64, "_.:@-", "1-64 characters of A-Z a-z 0-9 _ . : @ -"),

    /**
     * The {@code sub} of identity providers. {@code .} and {@code ..} are allowed, so an id is no file name; nor may it
     * be used unescaped in a URL. None contains a space, a line's end or a 0, which keys use as separators.
     */
    USER(128, "_.:@-|+=~", "1-128 characters of A-Z a-z 0-9 _ . : @ - | + = ~");

    private final int longest;
    private final BitSet allowed = new BitSet(128);
    private final String expectation;

    Identifiers(int longest, String marks, String expectation) {
        this.longest = longest;
        this.expectation = expectation;
        allowed.set('a', 'z' + 1);
        allowed.set('A', 'Z' + 1);
        allowed.set('0', '9' + 1);
        marks.chars().forEach(allowed::set);
    }

    /** The expected form, for messages. */
    String expectation() {
        return expectation;
    }

    /** Whether the text, which may be null, has this form. */
    boolean isValid(String text) {
        if (text == null || text.isEmpty() || text.length() > longest) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (!allowed.get(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
