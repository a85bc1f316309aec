package io.parley.gateway.socket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.parley.gateway.frame.ClientFrame;
import io.parley.gateway.frame.FrameReader;
import io.parley.gateway.session.Session;
import io.parley.gateway.session.Sessions;
import io.parley.protocol.CloseReason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.function.LongSupplier;

/** Passes the events of a WebSocket to its session; the last handler of the pipeline. */
final class SessionHandler extends SimpleChannelInboundHandler<WebSocketFrame> {

    private static final Logger LOG = LoggerFactory.getLogger(SessionHandler.class);

    private final Sessions sessions;
    private final Session session;
    private final ChannelSocket socket;
    private final FrameReader reader;
    private final LongSupplier nanoTime;

    SessionHandler(
            Sessions sessions, Session session, ChannelSocket socket, FrameReader reader, LongSupplier nanoTime) {
        this.sessions = sessions;
        this.session = session;
        this.socket = socket;
        this.reader = reader;
        this.nanoTime = nanoTime;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
        if (frame instanceof TextWebSocketFrame) {
            if (!socket.isClosing()) {
                session.received(read(frame.content()));
            }
        } else if (frame instanceof PingWebSocketFrame) {
            socket.pong(new PongWebSocketFrame(frame.content().retain()));
        } else if (frame instanceof CloseWebSocketFrame close) {
            session.closedByClient();
            socket.closedByClient(close.statusCode());
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        session.liveness().heard(nanoTime.getAsLong());
        context.fireChannelReadComplete();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (context.channel().isWritable()) {
            socket.writable();
            session.writable();
        }
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        socket.end();
        sessions.close(session);
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        var reason = FailureMapping.closing(failure);
        if (reason.isEmpty()) {
            LOG.debug("a connection broke", failure);
            var unused = context.close();
            return;
        }
        if (reason.get() == CloseReason.INTERNAL) {
            LOG.error("session {} can't go on", session.identity().sessionId(), failure);
        } else {
            LOG.debug("session {} can't go on", session.identity().sessionId(), failure);
        }
        session.fail(reason.get());
    }

    private ClientFrame read(ByteBuf text) {
        int length = text.readableBytes();
        if (text.hasArray()) {
            return reader.read(
                    text.array(),
                    text.arrayOffset() + text.readerIndex(),
                    length,
                    session.identity().user());
        }
        byte[] copy = new byte[length];
        text.readBytes(copy);
        return reader.read(copy, 0, length, session.identity().user());
    }
}
