package io.parley.topologies.notify.device;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

import java.nio.ByteBuffer;
import java.util.OptionalLong;

/**
 * Says in a tombstone of {@code devices} when the device was lost. The tombstone itself is later in the log: without
 * this it would end a registration from in between.
 */
public final class LostBefore {

    /** Milliseconds since 1970, by the log's clock, as eight bytes, the most significant first. */
    public static final String HEADER = "parley.lost";

    private LostBefore() {}

    public static Headers headers(long atMs) {
        return new RecordHeaders()
                .add(HEADER, ByteBuffer.allocate(Long.BYTES).putLong(atMs).array());
    }

    /** Reads the time; empty if the tombstone is somebody else's. */
    public static OptionalLong read(Headers headers) {
        Header header = headers.lastHeader(HEADER);
        return header == null || header.value() == null || header.value().length != Long.BYTES
                ? OptionalLong.empty()
                : OptionalLong.of(ByteBuffer.wrap(header.value()).getLong());
    }
}
