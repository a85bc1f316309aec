package io.parley.gateway.socket;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;

/**
 * Rejects binary frames, at their first fragment, frames with reserved bits that were not negotiated, and frames that
 * are too large once inflated.
 */
@ChannelHandler.Sharable
final class FrameGuard extends ChannelInboundHandlerAdapter {

    private final int maxFrameBytes;

    FrameGuard(int maxFrameBytes) {
        this.maxFrameBytes = maxFrameBytes;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof WebSocketFrame frame && frame.rsv() != 0) {
            refuse(message, WebSocketCloseStatus.PROTOCOL_ERROR, "a reserved bit is set");
        }
        if (message instanceof BinaryWebSocketFrame) {
            refuse(message, WebSocketCloseStatus.INVALID_MESSAGE_TYPE, "a binary frame");
        }
        if (message instanceof WebSocketFrame frame && frame.content().readableBytes() > maxFrameBytes) {
            refuse(message, WebSocketCloseStatus.MESSAGE_TOO_BIG, "too large");
        }
        context.fireChannelRead(message);
    }

    private static void refuse(Object message, WebSocketCloseStatus status, String reason) {
        ReferenceCountUtil.release(message);
        throw new CorruptedWebSocketFrameException(status, reason);
    }
}
