package io.parley.gateway.socket;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.parley.gateway.limit.Sockets;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Closes connections above the bound before anything is read from them or said to them, and counts the others until they
 * end. Removes itself when that is decided.
 */
@ChannelHandler.Sharable
final class SocketCount extends ChannelInboundHandlerAdapter {

    private final Sockets sockets;
    private final Runnable whenRefused;

    /** @param whenRefused told when a connection is closed since there are too many */
    SocketCount(Sockets sockets, Runnable whenRefused) {
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
        if (!sockets.enter(address)) {
            whenRefused.run();
            var unused = context.close();
            return;
        }
        channel.closeFuture().addListener(closed -> sockets.leave(address));
        context.fireChannelActive();
        context.pipeline().remove(this);
    }
}
