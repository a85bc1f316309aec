package io.parley.push.consume;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Says what has ended beyond a committed offset, in the text that a broker keeps beside it: after a crash a device that had
 * to wait makes nobody else get their notifications again. Pure.
 *
 * <pre>
 *  committed 100; 100, 130 and 131 are under way, all others below 500 have ended
 *  next 500, open 100 130 131
 * </pre>
 *
 * @param next the offset above which nothing has begun
 * @param open below it, those that have not ended
 */
record OffsetNote(long next, Set<Long> open) {

    /** Brokers refuse more than 4,096 characters, by {@code offset.metadata.max.bytes}. */
    static final int LONGEST = 4096;

    private static final String VERSION = "1";
    private static final int LONGEST_BYTES = (LONGEST - VERSION.length()) / 4 * 3;
    private static final int LONGEST_NUMBER = 10;
    private static final int MORE = 0x80;

    /** Says that nothing has begun. */
    static OffsetNote nothing(long committed) {
        return new OffsetNote(committed, Set.of());
    }

    /** Returns whether an offset needn't be sent again. */
    boolean hasEnded(long offset) {
        return offset < next && !open.contains(offset);
    }

    /**
     * Encodes what has ended. If there is too much to say, the last part of it is left out, as if it hadn't begun.
     *
     * @param open in ascending order
     */
    static String encode(long committed, long next, Collection<Long> open) {
        List<Long> said = new ArrayList<>();
        long end = next;
        int bytes = LONGEST_NUMBER;
        long previous = committed;
        for (long offset : open) {
            bytes += length(offset - previous);
            if (bytes > LONGEST_BYTES) {
                end = offset;
                break;
            }
            said.add(offset - previous);
            previous = offset;
        }
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        write(end - committed, encoded);
        said.forEach(step -> write(step, encoded));
        return VERSION + Base64.getUrlEncoder().withoutPadding().encodeToString(encoded.toByteArray());
    }

    /** Decodes a note; one of another version, or none, says that nothing has begun. */
    static OffsetNote decode(long committed, String note) {
        if (note == null || !note.startsWith(VERSION)) {
            return nothing(committed);
        }
        try {
            ByteBuffer encoded = ByteBuffer.wrap(Base64.getUrlDecoder().decode(note.substring(VERSION.length())));
            long next = committed + read(encoded);
            Set<Long> open = new TreeSet<>();
            long offset = committed;
            while (encoded.hasRemaining()) {
                offset += read(encoded);
                open.add(offset);
            }
            return new OffsetNote(next, open);
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            return nothing(committed);
        }
    }

    private static int length(long number) {
        return Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(number) + 6) / 7);
    }

    private static void write(long number, ByteArrayOutputStream to) {
        long rest = number;
        while (rest >= MORE) {
            to.write((int) (rest & (MORE - 1)) | MORE);
            rest >>>= 7;
        }
        to.write((int) rest);
    }

    private static long read(ByteBuffer from) {
        long number = 0;
        int shift = 0;
        byte part;
        do {
            part = from.get();
            number |= (long) (part & (MORE - 1)) << shift;
            shift += 7;
        } while ((part & MORE) != 0);
        return number;
    }
}
