package io.parley.schemas;

/** The character set that user ids and command ids share. */
final class Identifiers {

    static final String EXPECTATION = "1-64 characters of A-Z a-z 0-9 _ . : @ -";

    private static final int LONGEST = 64;

    private Identifiers() {}

    static boolean isIdentifier(String text) {
        if (text == null || text.isEmpty() || text.length() > LONGEST) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (!isAllowed(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAllowed(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '_'
                || c == '.'
                || c == ':'
                || c == '@'
                || c == '-';
    }
}
