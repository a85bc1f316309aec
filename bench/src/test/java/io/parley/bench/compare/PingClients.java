package io.parley.bench.compare;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.util.concurrent.DefaultThreadFactory;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Connections, on one event loop, that each send a ping for every answer: so as many are always on their way as were sent
 * at first. An answer is a text as long as a ping, be it a pong or a ping sent back.
 */
final class PingClients implements AutoCloseable {

    static final String THREADS = "ping-clients";
    static final String PATH = "/v1/connect";
    static final String SUBPROTOCOL = "parley.v1.json";

    private static final int LARGEST_FRAME = 1024 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final EventLoopGroup loop;
    private final List<Channel> channels = new ArrayList<>();
    private final AtomicLong answers = new AtomicLong();
    private final AtomicReference<String> failure = new AtomicReference<>();

    /** @param tokens one for each connection; returns when each has had an answer to a first ping */
    PingClients(URI server, List<String> tokens) {
        this(server, tokens, tokens.size());
    }

    /** @param inFlight connections that are opened at a time */
    PingClients(URI server, List<String> tokens, int inFlight) {
        IoHandlerFactory handlers = Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        loop = new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory(THREADS, true), handlers);
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channel(Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class)
                // No connection of an earlier turn keeps its port for a minute.
                .option(ChannelOption.SO_LINGER, 0);
        URI address = URI.create("ws://" + server.getAuthority() + PATH);
        for (String token : tokens) {
            await(() -> channels.size() - answers.get() < inFlight);
            ChannelFuture opening =
                    bootstrap.clone().handler(new Pipeline(address, token)).connect(server.getHost(), server.getPort());
            var unused = opening.addListener(opened -> {
                if (!opened.isSuccess()) {
                    fail("a connection wasn't opened: " + opened.cause());
                }
            });
            channels.add(opening.channel());
        }
        await(() -> answers.get() == tokens.size());
    }

    /** Begins, with so many pings on their way over each connection. */
    void begin(int pings) {
        channels.forEach(channel -> channel.eventLoop()
                .execute(() -> channel.pipeline().get(Pinger.class).begin(pings)));
    }

    /** How many answers have come. */
    long answers() {
        if (failure.get() != null) {
            throw new IllegalStateException(failure.get());
        }
        return answers.get();
    }

    @Override
    public void close() {
        loop.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    /** One more; on the event loop. */
    void answered() {
        answers.lazySet(answers.get() + 1);
    }

    /** Nothing will come of it; the first reason is kept. */
    void fail(String why) {
        failure.compareAndSet(null, why);
    }

    private void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (failure.get() != null || System.nanoTime() - deadline > 0) {
                throw new IllegalStateException(
                        answers.get() + " of " + channels.size() + " connections: " + failure.get());
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }

    private final class Pipeline extends ChannelInitializer<Channel> {

        private final URI address;
        private final String token;

        Pipeline(URI address, String token) {
            this.address = address;
            this.token = token;
        }

        @Override
        protected void initChannel(Channel channel) {
            channel.pipeline()
                    .addLast(new HttpClientCodec())
                    .addLast(new HttpObjectAggregator(LARGEST_FRAME))
                    .addLast(new WebSocketClientProtocolHandler(WebSocketClientProtocolConfig.newBuilder()
                            .webSocketUri(address)
                            .subprotocol(SUBPROTOCOL)
                            .customHeaders(
                                    new DefaultHttpHeaders().add(HttpHeaderNames.AUTHORIZATION, "Bearer " + token))
                            .maxFramePayloadLength(LARGEST_FRAME)
                            .withUTF8Validator(false)
                            .build()))
                    .addLast(new Pinger(PingClients.this));
        }
    }
}
