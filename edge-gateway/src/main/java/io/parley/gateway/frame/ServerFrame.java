package io.parley.gateway.frame;

import io.netty.buffer.ByteBuf;

/**
 * Holds an encoded frame for clients: the payload of one text message.
 *
 * @param type its {@code type}, a label for metrics
 * @param bytes reference counted; the sender of the frame gives one reference away
 */
public record ServerFrame(String type, ByteBuf bytes) {

    /** Returns the same bytes for one more recipient, with a reference of its own. Thread-safe. */
    public ServerFrame share() {
        return new ServerFrame(type, bytes.retainedDuplicate());
    }

    /** Gives the caller's reference back. */
    public void release() {
        bytes.release();
    }
}
