package io.parley.runtime.proxy;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A range of IP addresses in CIDR notation, such as {@code 10.0.0.0/8} or {@code fd00::/8}; one address without a length.
 *
 * @param prefix the address, whose bits beyond the length are zero
 * @param length of the common prefix in bits
 */
public record AddressRange(InetAddress prefix, int length) {

    /** The expected form, for messages. */
    public static final String EXPECTATION = "addresses or ranges such as 10.0.0.0/8, 192.0.2.7 and fd00::/8";

    /** @throws IllegalArgumentException if the text is no such range */
    public static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        Optional<InetAddress> address = IpLiterals.parse(slash < 0 ? text : text.substring(0, slash));
        if (address.isEmpty()) {
            throw new IllegalArgumentException(text);
        }
        int bits = 8 * address.get().getAddress().length;
        int length = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
        AddressRange range = new AddressRange(address.get(), length);
        if (length < 0
                || length > bits
                || !Arrays.equals(
                        masked(address.get().getAddress(), length),
                        address.get().getAddress())) {
            throw new IllegalArgumentException(text);
        }
        return range;
    }

    /**
     * Parses ranges with commas between them.
     *
     * @throws IllegalArgumentException if one is no such range
     */
    public static List<AddressRange> parseAll(String text) {
        return Stream.of(text.split(",", -1))
                .map(String::strip)
                .map(AddressRange::parse)
                .toList();
    }

    /** Whether the address is in it. */
    public boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == prefix.getAddress().length && Arrays.equals(masked(bytes, length), prefix.getAddress());
    }

    private static byte[] masked(byte[] address, int length) {
        byte[] masked = new byte[address.length];
        for (int i = 0; i < address.length; i++) {
            int bits = Math.min(8, Math.max(0, length - 8 * i));
            masked[i] = (byte) (address[i] & (0xFF << (8 - bits)));
        }
        return masked;
    }
}
