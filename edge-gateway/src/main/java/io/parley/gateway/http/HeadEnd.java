package io.parley.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.util.ByteProcessor;

/**
 * Finds the empty line that ends a request's head, over any number of pieces. The bytes of a body are only cut into
 * smaller pieces.
 */
final class HeadEnd implements ByteProcessor {

    private boolean emptyLine = true;

    /** Returns how many of the next bytes belong together: up to the first empty line, or all of them. */
    int within(ByteBuf bytes, int most) {
        int begin = bytes.readerIndex();
        int end = bytes.forEachByte(begin, most, this);
        return end < 0 ? most : end - begin + 1;
    }

    /** Whether to continue. */
    @Override
    public boolean process(byte value) {
        if (value == '\n') {
            boolean found = emptyLine;
            emptyLine = true;
            return !found;
        }
        emptyLine &= value == '\r';
        return true;
    }
}
