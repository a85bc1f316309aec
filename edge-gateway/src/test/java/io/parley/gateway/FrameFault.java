package io.parley.gateway;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.function.Function;

/** A client's error in frames, with its close code. */
enum FrameFault {
    UNMASKED(1002, random -> RawWebSocket.frame(0x81, text(random), false)),
    RESERVED_BITS(1002, random -> RawWebSocket.frame(0x81 | (1 + random.nextInt(7)) << 4, text(random), true)),
    RESERVED_OPCODE(1002, random -> RawWebSocket.frame(0x80 | reserved(random), text(random), true)),
    FRAGMENTED_CONTROL(1002, random -> RawWebSocket.frame(8 + random.nextInt(3), new byte[] {3, (byte) 0xE8}, true)),
    LONG_CONTROL(
            1002, random -> RawWebSocket.frame(0x88 | random.nextInt(3), new byte[126 + random.nextInt(70_000)], true)),
    NOTHING_TO_CONTINUE(1002, random -> RawWebSocket.frame(random.nextBoolean() ? 0x80 : 0, text(random), true)),
    INTERRUPTED_MESSAGE(
            1002,
            random ->
                    joined(RawWebSocket.frame(0x01, text(random), true), RawWebSocket.frame(0x81, text(random), true))),
    CLOSE_OF_ONE_BYTE(1002, random -> RawWebSocket.frame(0x88, new byte[] {3}, true)),
    CLOSE_WITH_A_CODE_OF_NOBODYS(
            1002, random -> RawWebSocket.frame(0x88, code(random.nextBoolean() ? 1004 : random.nextInt(1000)), true)),
    CLOSE_NOT_UTF8(1007, random -> RawWebSocket.frame(0x88, new byte[] {3, (byte) 0xE8, 'a', (byte) 0xFF}, true)),
    NEGATIVE_LENGTH(1002, random -> header(0x81, random.nextLong() | Long.MIN_VALUE)),
    LENGTH_IN_TOO_MANY_BYTES(1002, random -> header(0x81, random.nextInt(65_536))),
    BINARY(1003, random -> RawWebSocket.frame(random.nextBoolean() ? 0x82 : 0x02, bytesOf(random), true)),
    BINARY_BETWEEN(
            1002,
            random -> joined(
                    RawWebSocket.frame(0x01, text(random), true), RawWebSocket.frame(0x82, bytesOf(random), true))),
    NOT_UTF8(1007, random -> RawWebSocket.frame(0x81, joined(text(random), new byte[] {(byte) 0xC0}), true)),
    NOT_UTF8_AT_A_SEAM(
            1007,
            random -> joined(
                    RawWebSocket.frame(0x01, joined(text(random), new byte[] {(byte) 0xE2, (byte) 0x82}), true),
                    RawWebSocket.frame(0x80, text(random), true))),
    TOO_LARGE(1009, random -> header(0x81, LoopbackGateway.MAX_FRAME_BYTES + 1 + (random.nextLong() >>> 2))),
    TOO_LARGE_TOGETHER(
            1009,
            random -> joined(
                    RawWebSocket.frame(0x01, letters(70_000), true),
                    RawWebSocket.frame(
                            0x80,
                            letters(LoopbackGateway.MAX_FRAME_BYTES - 70_000 + 1 + random.nextInt(1_000)),
                            true)));

    final int code;
    private final Function<Random, byte[]> bytes;

    FrameFault(int code, Function<Random, byte[]> bytes) {
        this.code = code;
        this.bytes = bytes;
    }

    byte[] bytes(Random random) {
        return bytes.apply(random);
    }

    private static int reserved(Random random) {
        return (random.nextBoolean() ? 3 : 11) + random.nextInt(5);
    }

    /** A frame whose length takes eight bytes, and nothing of its payload. */
    private static byte[] header(int first, long length) {
        return ByteBuffer.allocate(14)
                .put((byte) first)
                .put((byte) 0xFF)
                .putLong(length)
                .putInt(0)
                .array();
    }

    private static byte[] code(int code) {
        return ByteBuffer.allocate(2).putShort((short) code).array();
    }

    private static byte[] text(Random random) {
        return letters(random.nextInt(200));
    }

    private static byte[] letters(int length) {
        return "x".repeat(length).getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] bytesOf(Random random) {
        byte[] some = new byte[random.nextInt(200)];
        random.nextBytes(some);
        return some;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(first);
        both.writeBytes(second);
        return both.toByteArray();
    }
}
