package io.parley.gateway.socket;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.parley.gateway.limit.SocketLimiter;
import io.parley.runtime.proxy.ProxyRules;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Closes connections above the limit before anything is read or written, and counts the others until they end. Removes
 * itself after that decision. The connections of a trusted proxy, from one address for all its clients, count in all only.
 */
@ChannelHandler.Sharable
final class SocketLimitHandler extends ChannelInboundHandlerAdapter {

    private final SocketLimiter sockets;
    private final ProxyRules proxies;
    private final Runnable whenRefused;

    /** @param whenRefused called when a connection is closed for the limit */
    SocketLimitHandler(SocketLimiter sockets, ProxyRules proxies, Runnable whenRefused) {
        this.sockets = sockets;
        this.proxies = proxies;
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
        boolean isProxy = proxies.trusts(address);
        if (!(isProxy ? sockets.acquire() : sockets.acquire(address))) {
            whenRefused.run();
            var unused = context.close();
            return;
        }
        channel.closeFuture().addListener(closed -> {
            if (isProxy) {
                sockets.release();
            } else {
                sockets.release(address);
            }
        });
        context.fireChannelActive();
        context.pipeline().remove(this);
    }
}
