package io.parley.gateway.frame;

/** Recognises padded base64 in the standard alphabet (RFC 4648, section 4), without decoding it. */
public final class Base64Text {

    private Base64Text() {}

    public static boolean isBase64(String text) {
        int length = text.length();
        if (length % 4 != 0) {
            return false;
        }
        int end = length;
        while (end > 0 && length - end < 2 && text.charAt(end - 1) == '=') {
            end--;
        }
        for (int i = 0; i < end; i++) {
            if (!isOfAlphabet(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOfAlphabet(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
    }
}
