package io.parley.gateway.socket;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.parley.gateway.limit.SocketLimiter;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Closes connections above the limit before anything is read or written, and counts the others until they end. Removes
 * itself after that decision.
 */
@ChannelHandler.Sharable
final class SocketLimitHandler extends ChannelInboundHandlerAdapter {

    private final SocketLimiter sockets;
    private final Runnable whenRefused;

    /** @param whenRefused called when a connection is closed for the limit */
    SocketLimitHandler(SocketLimiter sockets, Runnable whenRefused) {
        this.sockets = sockets;
        this.whenRefused = whenRefused;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        Channel channel = context.channel();
        if (!(channel.remoteAddress() instanceof InetSocketAddress remote)) {
            // Gone already.
            var unused = context.close();
            return;
        }
        InetAddress address = remote.getAddress();
        if (!sockets.acquire(address)) {
            whenRefused.run();
            var unused = context.close();
            return;
        }
        channel.closeFuture().addListener(closed -> sockets.release(address));
        context.fireChannelActive();
        context.pipeline().remove(this);
    }
}
