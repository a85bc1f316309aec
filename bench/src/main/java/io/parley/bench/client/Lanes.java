package io.parley.bench.client;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToLongFunction;

/** The event loops over which clients are spread: epoll if available, else the JDK's. Safe for many threads. */
final class Lanes implements AutoCloseable {

    private static final int CONNECT_MILLIS = 30_000;
    private static final long END_SECONDS = 2;
    private static final int SMALL_BUFFER = 4 * 1024;

    private final EventLoopGroup loops;
    private final List<Lane> all = new ArrayList<>();
    private final List<Bootstrap> bootstraps = new ArrayList<>();
    private final AtomicReference<String> failure = new AtomicReference<>();

    Lanes(int count, Target target) {
        IoHandlerFactory handlers = Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        loops = new MultiThreadIoEventLoopGroup(count, new DefaultThreadFactory("bench-clients", true), handlers);
        for (int lane = 0; lane < count; lane++) {
            all.add(new Lane(loops.next(), failure));
            bootstraps.add(new Bootstrap()
                    .group(all.get(lane).loop())
                    .channel(Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class)
                    .option(ChannelOption.TCP_NODELAY, true)
                    .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                    .remoteAddress(new InetSocketAddress(target.host(), target.port())));
        }
    }

    List<Lane> all() {
        return all;
    }

    /** Returns the lane of a user. */
    Lane of(int user) {
        return all.get(user % all.size());
    }

    /**
     * Makes a connection in a user's lane, without connecting it.
     *
     * @param small whether the system buffers next to nothing for it
     */
    Line line(int user, LinePipeline.Factory pipelines, boolean small) {
        Bootstrap bootstrap = bootstraps.get(user % all.size());
        return new Line(
                of(user),
                small ? bootstrap.clone().option(ChannelOption.SO_RCVBUF, SMALL_BUFFER) : bootstrap,
                pipelines);
    }

    long sum(ToLongFunction<Lane> count) {
        return all.stream().mapToLong(count).sum();
    }

    /** @throws IllegalStateException if a lane has failed, with its reason */
    void check() {
        if (failure.get() != null) {
            throw new IllegalStateException(failure.get());
        }
    }

    @Override
    public void close() {
        loops.shutdownGracefully(0, END_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
