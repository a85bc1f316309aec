package io.parley.schemas;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.OptionalLong;

/**
 * Stamps a record with the time when it, or the record it was made from, last passed an end of a hop: its send, or its
 * receipt by a process that sends something on. A record without a stamp was first sent at its timestamp. Only for
 * measurements: no decision depends on it, and it is subject to the clock skew of two processes.
 */
public final class HopStamp {

    /** Microseconds since 1970, as eight bytes, the most significant first. */
    public static final String HEADER = "parley.hop";

    private HopStamp() {}

    /** Replaces the present stamp. */
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
