package io.parley.schemas;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.OptionalLong;

/**
 * A record header that says when the record, or what it was made from, last passed an end of a hop: it was sent, or it was
 * received by somebody who sends something on. What has none yet was first sent at its timestamp. For measurement alone:
 * nothing is decided by it, and it is only as right as the clocks of two processes agree.
 */
public final class HopStamp {

    /** Microseconds since 1970, as eight bytes, the highest first. */
    public static final String HEADER = "parley.hop";

    private HopStamp() {}

    /** Puts a stamp in place of the one that is there. */
    public static void put(Headers headers, Instant now) {
        headers.remove(HEADER);
        headers.add(HEADER, ByteBuffer.allocate(Long.BYTES).putLong(micros(now)).array());
    }

    /** Microseconds since the stamp, never below 0; empty without one. */
    public static OptionalLong microsSince(Headers headers, Instant now) {
        Header stamp = headers.lastHeader(HEADER);
        if (stamp == null || stamp.value() == null || stamp.value().length != Long.BYTES) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(
                Math.max(0, micros(now) - ByteBuffer.wrap(stamp.value()).getLong()));
    }

    /** Microseconds since the stamp or, without one, since a record's timestamp; never below 0. */
    public static long microsSince(Headers headers, long timestampMillis, Instant now) {
        return microsSince(headers, now)
                .orElseGet(() -> Math.max(0, micros(now) - micros(Instant.ofEpochMilli(timestampMillis))));
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
}
