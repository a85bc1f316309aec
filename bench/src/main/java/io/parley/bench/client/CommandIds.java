package io.parley.bench.client;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Makes ids of commands that contain their run and index, so that no look-up is needed when they come back.
 * {@code <tag>-<run>-<index>}: the tag is this process's own; run 0 creates conversations, each later one sends the
 * messages of a script.
 */
final class CommandIds {

    private static final byte HYPHEN = '-';

    private final byte[] prefix;

    /** @param tag of letters and digits */
    CommandIds(String tag) {
        this.prefix = (tag + "-").getBytes(StandardCharsets.US_ASCII);
    }

    String id(int run, int index) {
        return new String(prefix, StandardCharsets.US_ASCII) + run + "-" + index;
    }

    void write(ByteBuf out, int run, int index) {
        out.writeBytes(prefix);
        ByteBufUtil.writeAscii(out, Integer.toString(run));
        out.writeByte(HYPHEN);
        ByteBufUtil.writeAscii(out, Integer.toString(index));
    }

    /** Whether the id was made by this process. */
    boolean isOwn(byte[] frame, int from, int to) {
        return to - from > prefix.length && Arrays.equals(frame, from, from + prefix.length, prefix, 0, prefix.length);
    }

    /** The run of an own id. */
    int run(byte[] frame, int from, int to) {
        return (int) Ascii.number(frame, from + prefix.length, hyphen(frame, from + prefix.length, to));
    }

    /** The index of an own id in its run. */
    int index(byte[] frame, int from, int to) {
        return (int) Ascii.number(frame, hyphen(frame, from + prefix.length, to) + 1, to);
    }

    private static int hyphen(byte[] frame, int from, int to) {
        int at = from;
        while (at < to && frame[at] != HYPHEN) {
            at++;
        }
        return at;
    }
}
