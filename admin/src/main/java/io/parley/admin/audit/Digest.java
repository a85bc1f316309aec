package io.parley.admin.audit;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The SHA-256 of the value of an audit record.
 *
 * @param hex in 64 hexadecimal digits, in lower case
 */
public record Digest(String hex) {

    static final int BYTES = 32;

    /** Stands in the first record for the digest of one before it. */
    static final Digest NONE = ofBytes(new byte[BYTES]);

    /** Of a value, byte for byte as the log has it. */
    static Digest ofValue(byte[] value) {
        try {
            return ofBytes(MessageDigest.getInstance("SHA-256").digest(value));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The one that a record holds. */
    static Digest ofBytes(byte[] bytes) {
        return new Digest(HexFormat.of().formatHex(bytes));
    }

    /** As a record holds it. */
    public byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }

    @Override
    public String toString() {
        return hex;
    }
}
