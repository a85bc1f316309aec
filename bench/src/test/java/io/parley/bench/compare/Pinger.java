package io.parley.bench.compare;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;

import java.nio.charset.StandardCharsets;

/** One connection's pings. What is owed for the answers of one read goes out together. */
final class Pinger extends SimpleChannelInboundHandler<TextWebSocketFrame> {

    static final String PING = "{\"type\":\"ping\"}";

    private static final byte[] BYTES = PING.getBytes(StandardCharsets.US_ASCII);

    private final PingClients clients;
    private ChannelHandlerContext context;
    private boolean entered;
    private boolean begun;
    private int owed;

    Pinger(PingClients clients) {
        this.clients = clients;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    /** On the event loop, after the first answer. */
    void begin(int pings) {
        begun = true;
        owed = pings;
        send();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext unused, Object event) {
        if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
            owed = 1;
            send();
        } else if (event == ClientHandshakeStateEvent.HANDSHAKE_TIMEOUT) {
            clients.fail("a handshake took too long");
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext unused, TextWebSocketFrame frame) {
        if (frame.content().readableBytes() == BYTES.length) {
            entered = true;
            clients.answered();
            if (begun) {
                owed++;
            }
        } else if (entered) {
            clients.fail("instead of an answer: " + frame.text());
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext read) {
        send();
        read.fireChannelReadComplete();
    }

    @Override
    public void channelInactive(ChannelHandlerContext closed) {
        clients.fail("the server has closed a connection");
        closed.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext broken, Throwable cause) {
        clients.fail("a connection broke: " + cause);
        var unused = broken.close();
    }

    private void send() {
        if (owed == 0) {
            return;
        }
        for (; owed > 0; owed--) {
            var unused = context.write(
                    new TextWebSocketFrame(context.alloc().buffer(BYTES.length).writeBytes(BYTES)),
                    context.voidPromise());
        }
        context.flush();
    }
}
