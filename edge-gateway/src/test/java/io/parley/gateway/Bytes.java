package io.parley.gateway;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;

/** Bytes with something changed about them. */
final class Bytes {

    private static final int LONGEST_PART = 20;

    private Bytes() {}

    /** A part of them is missing or twice there, they end too early, or a byte or a bit is another. */
    static byte[] mutated(byte[] bytes, Random random) {
        int from = random.nextInt(bytes.length + 1);
        int to = Math.min(bytes.length, from + random.nextInt(LONGEST_PART));
        return switch (random.nextInt(5)) {
            case 0 -> Arrays.copyOf(bytes, from);
            case 1 -> spliced(bytes, from, to, new byte[0]);
            case 2 -> spliced(bytes, to, to, Arrays.copyOfRange(bytes, from, to));
            case 3 -> spliced(bytes, from, Math.min(bytes.length, from + 1), new byte[] {(byte) random.nextInt(128)});
            default -> flipped(bytes, random);
        };
    }

    static byte[] spliced(byte[] bytes, int from, int to, byte[] instead) {
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        result.write(bytes, 0, from);
        result.writeBytes(instead);
        result.write(bytes, to, bytes.length - to);
        return result.toByteArray();
    }

    /** One bit is another: often what makes a text no UTF-8. */
    private static byte[] flipped(byte[] bytes, Random random) {
        byte[] other = bytes.clone();
        if (other.length > 0) {
            other[random.nextInt(other.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return other;
    }
}
