package io.parley.schemas;

import java.util.BitSet;

/** The texts that may name something: so many characters of one set, and nothing that is written in two ways. */
enum Identifiers {
    /** What a client calls a command. */
    COMMAND(64, "_.:@-", "1-64 characters of A-Z a-z 0-9 _ . : @ -"),

    /**
     * What identity providers give as {@code sub}. {@code .} and {@code ..} are among them, so none is a file name; nor is
     * one a part of a URL as it stands. None holds a space, a line's end or a 0, which is what keys put between their parts.
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

    /** What one looks like, for messages. */
    String expectation() {
        return expectation;
    }

    /** Whether the text, which may be null, is one. */
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
