package io.parley.gateway.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.parley.gateway.session.connection.PauseReason;

import java.util.EnumSet;
import java.util.Set;

/**
 * Pauses a connection's reads while there is a reason. Handlers are added and removed while a connection turns from
 * HTTP into a WebSocket, in any order of answers; this one stays as long as the connection, so that no reason is
 * forgotten and no read is lost with the handler that held it back.
 *
 * <p>Valid: two reasons, the first ends, the second ends, and reading resumes. Invalid: a handler that holds a read
 * back, or calls {@code setAutoRead}. For the connection's event loop.
 */
public final class ReadGate extends ChannelOutboundHandlerAdapter {

    private final Set<PauseReason> reasons = EnumSet.noneOf(PauseReason.class);
    private ChannelHandlerContext context;

    /** Pauses reading for this reason, beside others. False if it was already set. */
    public boolean shut(PauseReason reason) {
        boolean begins = reasons.add(reason);
        if (begins && reasons.size() == 1) {
            context.channel().config().setAutoRead(false);
        }
        return begins;
    }

    /** Ends this reason; there may be others. */
    public void open(PauseReason reason) {
        if (reasons.remove(reason) && reasons.isEmpty()) {
            readOn();
        }
    }

    /** Ends all reasons. */
    public void open() {
        if (!reasons.isEmpty()) {
            reasons.clear();
            readOn();
        }
    }

    /** Whether no reason is left. */
    public boolean isOpen() {
        return reasons.isEmpty();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    @Override
    public void read(ChannelHandlerContext same) {
        // Decoders request more in mid-message, even if nothing may be read.
        if (reasons.isEmpty()) {
            context.read();
        }
    }

    /** Reads again; the first read stands for all those that were held back. */
    private void readOn() {
        context.channel().config().setAutoRead(true);
    }
}
