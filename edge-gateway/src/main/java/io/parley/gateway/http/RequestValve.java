package io.parley.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.ReferenceCountUtil;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Gives the HTTP decoder a few bytes at a time, and none while it is shut: nothing is read then, and what one read has
 * brought stays the bytes that it is, and doesn't become thousands of requests. {@link OneRequest} shuts and opens it. It
 * hands on what it holds when the connection becomes a WebSocket.
 */
final class RequestValve extends ChannelDuplexHandler {

    /** About as many requests as these bytes may hold can wait behind one that is being answered. */
    private static final int AT_A_TIME = 512;

    private final Deque<ByteBuf> held = new ArrayDeque<>();
    private ChannelHandlerContext context;
    private boolean shut;
    private boolean passing;

    void shut() {
        shut = true;
        context.channel().config().setAutoRead(false);
    }

    void open() {
        shut = false;
        pass();
        if (!shut) {
            context.channel().config().setAutoRead(true);
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext removed) {
        while (!held.isEmpty()) {
            removed.fireChannelRead(held.poll());
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext same, Object bytes) {
        held.add((ByteBuf) bytes);
        pass();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext same) {
        // The decoder would ask for more.
        if (!shut) {
            context.fireChannelReadComplete();
        }
    }

    @Override
    public void read(ChannelHandlerContext same) {
        if (!shut) {
            context.read();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext same) {
        held.forEach(ReferenceCountUtil::release);
        held.clear();
        context.fireChannelInactive();
    }

    private void pass() {
        if (passing) {
            return;
        }
        passing = true;
        try {
            while (!shut && !held.isEmpty()) {
                ByteBuf first = held.peek();
                context.fireChannelRead(
                        first.readableBytes() > AT_A_TIME ? first.readRetainedSlice(AT_A_TIME) : held.poll());
            }
        } finally {
            passing = false;
        }
    }
}
