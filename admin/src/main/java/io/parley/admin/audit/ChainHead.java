package io.parley.admin.audit;

import java.util.HexFormat;

/**
 * The last record of the chain. One who keeps it elsewhere can see later whether records were taken off the end.
 *
 * @param sequence of the last record; 0: there is none
 * @param digest of that record
 */
public record ChainHead(long sequence, Digest digest) {

    static final ChainHead START = new ChainHead(0, Digest.NONE);

    /**
     * Reads what {@link #toString} writes.
     *
     * @throws IllegalArgumentException saying what was expected
     */
    public static ChainHead parse(String text) {
        int separator = text.indexOf(':');
        try {
            byte[] bytes = HexFormat.of().parseHex(text.substring(separator + 1));
            if (separator > 0 && bytes.length == Digest.BYTES) {
                return new ChainHead(Long.parseLong(text.substring(0, separator)), Digest.ofBytes(bytes));
            }
        } catch (IllegalArgumentException e) {
            throw invalid(text, e);
        }
        throw invalid(text, null);
    }

    private static IllegalArgumentException invalid(String text, IllegalArgumentException cause) {
        return new IllegalArgumentException(
                text + ": no head of a chain (expected: a sequence, a colon and a SHA-256 in 64 digits)", cause);
    }

    /** As one line, such as {@code 17:3f8a…}. */
    @Override
    public String toString() {
        return sequence + ":" + digest;
    }
}
