package io.parley.gateway.frame;

import java.util.OptionalLong;

/**
 * Parses a JSON number as a whole one, in any notation: {@code 2}, {@code 2.0}, {@code 20e-1}. JSON has one type of
 * number, and some clients' libraries write every number with a point. Works on the text alone, so that no digit is
 * lost and {@code 1e999999999} costs no more than its twelve characters.
 */
final class WholeNumber {

    /** The most digits of a long. */
    private static final int MOST_DIGITS = 19;

    /** Exponents beyond these bounds are treated like these: no frame has so many digits. */
    private static final int LARGEST_EXPONENT = 1 << 29;

    private WholeNumber() {}

    /**
     * Parses a number.
     *
     * @param text a number by JSON's grammar
     * @return empty if it has a fraction, or is beyond 64 bits
     */
    static OptionalLong of(String text) {
        int exponentMark = exponentMark(text);
        boolean negative = text.charAt(0) == '-';
        String mantissa = text.substring(negative ? 1 : 0, exponentMark);
        int point = mantissa.indexOf('.');
        String digits = point < 0 ? mantissa : mantissa.substring(0, point) + mantissa.substring(point + 1);
        long zeros = exponent(text, exponentMark) - (point < 0 ? 0 : mantissa.length() - point - 1);

        int begin = 0;
        while (begin < digits.length() && digits.charAt(begin) == '0') {
            begin++;
        }
        int end = digits.length();
        while (end > begin && digits.charAt(end - 1) == '0') {
            end--;
            zeros++;
        }
        if (begin == end) {
            return OptionalLong.of(0);
        }
        if (zeros < 0 || end - begin + zeros > MOST_DIGITS) {
            return OptionalLong.empty();
        }
        try {
            String whole = (negative ? "-" : "") + digits.substring(begin, end) + "0".repeat((int) zeros);
            return OptionalLong.of(Long.parseLong(whole));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    private static int exponentMark(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == 'e' || text.charAt(i) == 'E') {
                return i;
            }
        }
        return text.length();
    }

    private static long exponent(String text, int mark) {
        long exponent = 0;
        boolean negative = mark + 1 < text.length() && text.charAt(mark + 1) == '-';
        for (int i = mark + 1; i < text.length(); i++) {
            char digit = text.charAt(i);
            if (digit >= '0' && digit <= '9') {
                exponent = Math.min(exponent * 10 + digit - '0', LARGEST_EXPONENT);
            }
        }
        return negative ? -exponent : exponent;
    }
}
