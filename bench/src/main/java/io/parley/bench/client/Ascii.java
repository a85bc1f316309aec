package io.parley.bench.client;

/** Parses numbers in the bytes of a frame, without making a string. */
final class Ascii {

    private static final int MOST_DIGITS = 20;

    private Ascii() {}

    /**
     * Parses a whole decimal number, 0 or more.
     *
     * @throws IllegalStateException if there is anything else
     */
    static long number(byte[] bytes, int from, int to) {
        if (to <= from || to - from >= MOST_DIGITS) {
            throw new IllegalStateException("a frame of the server holds no number where one is expected");
        }
        long number = 0;
        for (int at = from; at < to; at++) {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9) {
                throw new IllegalStateException("a frame of the server holds no number where one is expected");
            }
            number = number * 10 + digit;
        }
        return number;
    }

    /**
     * Parses sixteen hexadecimal digits, with hyphens anywhere between them.
     *
     * @throws IllegalStateException if there is anything else
     */
    static long hex(byte[] bytes, int from, int to) {
        long number = 0;
        for (int at = from; at < to; at++) {
            if (bytes[at] != '-') {
                int digit = Character.digit(bytes[at], 16);
                if (digit < 0) {
                    throw new IllegalStateException("a frame of the server holds no UUID where one is expected");
                }
                number = (number << 4) | digit;
            }
        }
        return number;
    }
}
