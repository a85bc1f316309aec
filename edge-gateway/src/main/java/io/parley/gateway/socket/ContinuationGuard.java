package io.parley.gateway.socket;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;

/**
 * Rejects later fragments with a reserved bit, before they are inflated: only the first fragment of a message may mark
 * it as compressed (RFC 7692, 6.1), and the inflater would ignore the bit.
 */
@ChannelHandler.Sharable
final class ContinuationGuard extends ChannelInboundHandlerAdapter {

    static final ContinuationGuard INSTANCE = new ContinuationGuard();

    private ContinuationGuard() {}

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof ContinuationWebSocketFrame frame && frame.rsv() != 0) {
            frame.release();
            throw new CorruptedWebSocketFrameException(
                    WebSocketCloseStatus.PROTOCOL_ERROR, "a reserved bit in a later fragment");
        }
        context.fireChannelRead(message);
    }
}
