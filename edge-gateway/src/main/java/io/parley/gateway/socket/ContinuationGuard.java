package io.parley.gateway.socket;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;

/**
 * Rejects later fragments with a reserved bit, before they are inflated: that a message is compressed stands in its
 * first fragment alone (RFC 7692, 6.1), and the inflater would pass over it.
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
