package io.parley.gateway.frame;

import io.netty.buffer.ByteBuf;

/**
 * A frame for clients, encoded: the payload of one text message.
 *
 * @param type its {@code type}, a label for metrics
 * @param bytes reference counted; whoever sends the frame gives one reference away
 */
public record ServerFrame(String type, ByteBuf bytes) {

    /** The same bytes for one more recipient, with a reference of its own. Safe for many threads. */
    public ServerFrame share() {
        return new ServerFrame(type, bytes.retainedDuplicate());
    }

    /** Gives the caller's reference back. */
    public void release() {
        bytes.release();
    }
}
