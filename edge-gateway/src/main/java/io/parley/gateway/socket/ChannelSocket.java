package io.parley.gateway.socket;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.ssl.SslHandler;
import io.parley.gateway.frame.ServerFrame;
import io.parley.gateway.http.ReadGate;
import io.parley.gateway.proxy.ClientAddress;
import io.parley.gateway.session.connection.PauseReason;
import io.parley.gateway.session.connection.SessionSocket;
import io.parley.protocol.CloseReason;

import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Sends frames over a WebSocket channel. Frames sent within one turn of the event loop are flushed once, at its end.
 *
 * <p>Closing takes both sides: after our Close frame, the last that we send, all input is dropped until the client's
 * Close frame arrives or a moment has passed. Closing at once could reset the connection before the client has read the
 * reason. A slow reader has longer, so that it finds the Close frame when it reads on; the bytes before that frame are
 * bounded, and none are added.
 */
final class ChannelSocket implements SessionSocket {

    /** The time in which a client has to answer a Close frame. */
    private static final Duration LINGER = Duration.ofSeconds(3);

    /** The same time if the Close frame is behind everything that the client has not read. */
    private static final Duration LONG_LINGER = Duration.ofSeconds(30);

    /** Netty's status of a Close frame without one. */
    private static final int NO_STATUS = -1;

    private final Channel channel;
    private final ReadGate gate;
    private Runnable whenGivenUp = () -> {};
    private boolean flushing;
    private boolean closing;

    /** The unsent answer to the client's last Ping, while the client reads too slowly for one; null otherwise. */
    private PongWebSocketFrame owed;

    /** @param gate of the same connection */
    ChannelSocket(Channel channel, ReadGate gate) {
        this.channel = channel;
        this.gate = gate;
    }

    /**
     * Sets a task that runs, in a turn of its own, once the client is given up: its connection may stay for a while.
     */
    void whenGivenUp(Runnable task) {
        whenGivenUp = task;
    }

    @Override
    public void send(ServerFrame frame) {
        if (closing) {
            frame.release();
        } else {
            write(new TextWebSocketFrame(frame.bytes()));
        }
    }

    @Override
    public void ping() {
        if (!closing) {
            write(new PingWebSocketFrame());
        }
    }

    /** Answers a Ping; while the client doesn't read, only the last one, as RFC 6455 allows (5.5.3). */
    void pong(PongWebSocketFrame frame) {
        if (closing) {
            frame.release();
        } else if (channel.isWritable()) {
            write(frame);
        } else {
            owe(frame);
        }
    }

    /** Notes that the client has read on. */
    void writable() {
        if (owed != null) {
            PongWebSocketFrame pong = owed;
            owed = null;
            pong(pong);
        }
    }

    /** Notes that the connection is gone. */
    void end() {
        closing = true;
        owe(null);
    }

    @Override
    public void close(CloseReason reason) {
        if (closing) {
            return;
        }
        closing = true;
        owe(null);
        channel.writeAndFlush(new CloseWebSocketFrame(new WebSocketCloseStatus(reason.code(), reason.text())))
                .addListener(written -> shutDownOutput());
        // Keeps reading for the client's answer.
        gate.open();
        Duration linger = reason == CloseReason.TOO_SLOW ? LONG_LINGER : LINGER;
        var unused = channel.eventLoop().schedule(this::cut, linger.toMillis(), TimeUnit.MILLISECONDS);
        if (reason.isGivingUp()) {
            channel.eventLoop().execute(whenGivenUp);
        }
    }

    /** Handles the client's Close frame: answers it if it is the first, and closes the channel. */
    void closedByClient(int status) {
        if (closing) {
            cut();
            return;
        }
        closing = true;
        owe(null);
        CloseWebSocketFrame answer = status == NO_STATUS
                ? new CloseWebSocketFrame(true, 0)
                : new CloseWebSocketFrame(new WebSocketCloseStatus(status, ""));
        channel.writeAndFlush(answer).addListener(ChannelFutureListener.CLOSE);
    }

    boolean isClosing() {
        return closing;
    }

    @Override
    public boolean pause(PauseReason reason) {
        return !closing && gate.shut(reason);
    }

    @Override
    public void resume(PauseReason reason) {
        gate.open(reason);
    }

    @Override
    public boolean isReading() {
        return gate.isOpen();
    }

    @Override
    public void writeBufferWatermark(int low, int high) {
        channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(low, high));
    }

    @Override
    public long unsentBytes() {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        return buffer == null ? 0 : buffer.totalPendingWriteBytes();
    }

    @Override
    public boolean isWritable() {
        // Netty also returns false for a closed channel before it reports the close: that client isn't slow.
        return channel.isWritable() || !channel.isOpen();
    }

    @Override
    public InetAddress address() {
        return ClientAddress.of(channel);
    }

    @Override
    public Executor executor() {
        return channel.eventLoop();
    }

    private void owe(PongWebSocketFrame pong) {
        if (owed != null) {
            owed.release();
        }
        owed = pong;
    }

    /** Shuts down the output, so that the client sees the end even if its answer can no longer be parsed. */
    private void shutDownOutput() {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls != null) {
            // TLS has its own end; a connection that is cut below it looks like an attack to the client.
            var unused = tls.closeOutbound();
        } else if (channel instanceof DuplexChannel duplex) {
            var unused = duplex.shutdownOutput();
        }
    }

    @Override
    public void cut() {
        closing = true;
        var unused = channel.close();
    }

    private void write(WebSocketFrame frame) {
        var unused = channel.write(frame, channel.voidPromise());
        if (!channel.isWritable()) {
            // A turn may produce a lot: only bytes that the client doesn't read make it slow.
            channel.flush();
        } else if (!flushing) {
            flushing = true;
            channel.eventLoop().execute(this::flush);
        }
    }

    private void flush() {
        flushing = false;
        channel.flush();
    }
}
