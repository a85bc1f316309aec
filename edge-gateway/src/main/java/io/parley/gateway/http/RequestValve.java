package io.parley.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import io.parley.gateway.session.connection.PauseReason;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Gives the HTTP decoder a few bytes at a time, never more than one request's head, and none while it is shut. Then
 * nothing is read, and the bytes of the last read are held. So they don't become thousands of requests, and bytes after
 * a handshake are not parsed as HTTP. {@link OneRequest} shuts and opens it. It passes on the held bytes when the
 * connection becomes a WebSocket.
 */
final class RequestValve extends ChannelInboundHandlerAdapter {

    /** At most the requests in this many bytes can wait behind the one that is being answered. */
    private static final int AT_A_TIME = 512;

    private final ReadGate gate;
    private final HeadEnd end = new HeadEnd();
    private final Deque<ByteBuf> held = new ArrayDeque<>();
    private ChannelHandlerContext context;
    private boolean shut;
    private boolean passing;

    /** @param gate of the same connection */
    RequestValve(ReadGate gate) {
        this.gate = gate;
    }

    void shut() {
        shut = true;
        gate.shut(PauseReason.ANSWER);
    }

    void open() {
        shut = false;
        pass();
        if (!shut) {
            gate.open(PauseReason.ANSWER);
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext removed) {
        boolean any = !held.isEmpty();
        while (!held.isEmpty()) {
            removed.fireChannelRead(held.poll());
        }
        if (any) {
            removed.fireChannelReadComplete();
        }
        gate.open(PauseReason.ANSWER);
    }

    @Override
    public void channelRead(ChannelHandlerContext same, Object bytes) {
        held.add((ByteBuf) bytes);
        pass();
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
                int length = end.within(first, Math.min(first.readableBytes(), AT_A_TIME));
                context.fireChannelRead(first.readableBytes() > length ? first.readRetainedSlice(length) : held.poll());
            }
        } finally {
            passing = false;
        }
    }
}
