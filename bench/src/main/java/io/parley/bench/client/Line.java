package io.parley.bench.client;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A client's connection, restored whenever it breaks, until it is closed. On its lane's event loop, unless noted
 * otherwise.
 */
final class Line {

    private static final long SHORTEST_PAUSE_MILLIS = 200;
    private static final long LONGEST_PAUSE_MILLIS = 1_000;

    /** Failed attempts in a row after which the server counts as gone. */
    private static final int MOST_ATTEMPTS = 60;

    private final Lane lane;
    private final Bootstrap bootstrap;
    private final LinePipeline.Factory pipelines;
    private final CompletableFuture<Void> firstEntry = new CompletableFuture<>();
    private Client client;
    private Channel channel;
    private long pauseMillis = -1;
    private int attempts;
    private boolean closed;
    private boolean stalled;

    /** @param bootstrap the lane's, with an address */
    Line(Lane lane, Bootstrap bootstrap, LinePipeline.Factory pipelines) {
        this.lane = lane;
        this.bootstrap = bootstrap;
        this.pipelines = pipelines;
    }

    /** Connects; completes when the client is ready for the first time. Safe for any thread. */
    CompletableFuture<Void> open(Client owner) {
        lane.loop().execute(() -> {
            client = owner;
            connect();
        });
        return firstEntry;
    }

    ByteBufAllocator allocator() {
        return channel.alloc();
    }

    /** Sends a frame; while the connection is down it is dropped, as the network would. */
    void send(WebSocketFrame frame) {
        if (channel == null || !channel.isActive()) {
            frame.release();
        } else {
            var unused = channel.writeAndFlush(frame, channel.voidPromise());
        }
    }

    /** The client is ready. */
    void entered() {
        attempts = 0;
        firstEntry.complete(null);
    }

    /** The server asks the client to come back later; it closes the connection itself. */
    void comeBackAfter(long millis) {
        pauseMillis = millis;
    }

    /** Fails for good. */
    void fail(String why) {
        firstEntry.completeExceptionally(new IllegalStateException(why));
        lane.fail(why);
    }

    /** Closes the connection. Safe for any thread. */
    void close() {
        lane.loop().execute(() -> {
            closed = true;
            if (channel != null) {
                var unused = channel.close();
            }
        });
    }

    /** Stops reading. A connection that breaks meanwhile isn't restored. Safe for any thread. */
    void stall() {
        lane.loop().execute(() -> {
            stalled = true;
            if (channel != null) {
                channel.config().setAutoRead(false);
            }
        });
    }

    /** Reads again, over a new connection if the old one is gone. Safe for any thread. */
    void resume() {
        lane.loop().execute(() -> {
            stalled = false;
            if (channel != null && channel.isActive()) {
                channel.config().setAutoRead(true);
            } else {
                connect();
            }
        });
    }

    /** Receives a frame; the pipeline releases it. */
    void received(ByteBuf frame) {
        client.take(frame);
    }

    /** The pipeline has failed, after which it closes the channel. */
    void broken(Throwable cause) {
        if (cause instanceof WebSocketClientHandshakeException refused) {
            HttpResponse response = refused.response();
            if (response != null && response.status().equals(HttpResponseStatus.UNAUTHORIZED)) {
                fail("the gateway refuses the token: set PARLEY_TOKEN_SECRET to the secret that it checks tokens with");
            }
        } else if (cause instanceof IllegalStateException) {
            fail(cause.getMessage());
        }
    }

    /** The connection has ended. */
    void inactive() {
        client.lost();
        connectLater();
    }

    private void connect() {
        if (closed) {
            return;
        }
        ChannelFuture connecting =
                bootstrap.clone().handler(pipelines.pipeline(this)).connect();
        channel = connecting.channel();
        connecting.addListener(done -> {
            if (!done.isSuccess()) {
                connectLater();
            }
        });
    }

    private void connectLater() {
        if (stalled) {
            return;
        }
        if (++attempts > MOST_ATTEMPTS) {
            fail("the gateway did not take a connection back within " + MOST_ATTEMPTS + " attempts");
        } else if (!closed) {
            long pause = pauseMillis >= 0
                    ? pauseMillis
                    : ThreadLocalRandom.current().nextLong(SHORTEST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS);
            pauseMillis = -1;
            lane.later(pause, this::connect);
        }
    }
}
