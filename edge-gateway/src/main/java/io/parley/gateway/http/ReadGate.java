package io.parley.gateway.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.parley.gateway.session.connection.PauseReason;

import java.util.EnumSet;
import java.util.Set;

/**
 * Pauses a connection's reads while there is a reason to. Handlers come and go while a connection turns from HTTP into
 * a WebSocket, in whatever order answers arrive; this one stays as long as the connection does, so that no reason is
 * forgotten and no read gets lost with the handler that held it back.
 *
 * <p>Valid: two reasons, the first ends, the second ends, and it is read. Not valid: a handler that keeps a read to
 * itself, or calls {@code setAutoRead}. For the connection's event loop.
 */
public final class ReadGate extends ChannelOutboundHandlerAdapter {

    private final Set<PauseReason> reasons = EnumSet.noneOf(PauseReason.class);
    private ChannelHandlerContext context;

    /** Nothing is read for this reason, beside others. False if it stood already. */
    public boolean shut(PauseReason reason) {
        boolean begins = reasons.add(reason);
        if (begins && reasons.size() == 1) {
            context.channel().config().setAutoRead(false);
        }
        return begins;
    }

    /** This reason is over; there may be others. */
    public void open(PauseReason reason) {
        if (reasons.remove(reason) && reasons.isEmpty()) {
            readOn();
        }
    }

    /** All reasons are over. */
    public void open() {
        if (!reasons.isEmpty()) {
            reasons.clear();
            readOn();
        }
    }

    /** Whether there is no reason not to read. */
    public boolean isOpen() {
        return reasons.isEmpty();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    @Override
    public void read(ChannelHandlerContext same) {
        // Decoders ask for more in mid-message, whether or not anybody wants it.
        if (reasons.isEmpty()) {
            context.read();
        }
    }

    /** Asks for a read as well, which stands for all that didn't pass. */
    private void readOn() {
        context.channel().config().setAutoRead(true);
    }
}
