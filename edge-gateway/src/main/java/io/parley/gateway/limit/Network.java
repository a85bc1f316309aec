package io.parley.gateway.limit;

import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * Identifies where a client comes from, as limits count it: an IPv4 address by itself, an IPv6 address by its first 64
 * bits. A provider gives each customer at least that much of IPv6, so a limit by whole address would limit nobody.
 *
 * @param prefix the address, or its first 64 bits
 * @param six whether it is of IPv6
 */
record Network(long prefix, boolean six) {

    static Network of(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == Long.BYTES * 2
                ? new Network(ByteBuffer.wrap(bytes).getLong(), true)
                : new Network(ByteBuffer.wrap(bytes).getInt(), false);
    }
}
