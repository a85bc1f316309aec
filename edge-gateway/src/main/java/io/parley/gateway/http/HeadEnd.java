package io.parley.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.util.ByteProcessor;

/**
 * Finds the empty line that ends a request's head, over as many pieces as it comes in. Of the bytes of a body it makes
 * nothing but smaller pieces.
 */
final class HeadEnd implements ByteProcessor {

    private boolean emptyLine = true;

    /** How many of the next bytes belong together: up to the first empty line, or all of so many. */
    int within(ByteBuf bytes, int most) {
        int begin = bytes.readerIndex();
        int end = bytes.forEachByte(begin, most, this);
        return end < 0 ? most : end - begin + 1;
    }

    /** Whether to look on. */
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
