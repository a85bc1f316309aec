package io.parley.gateway.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.FullHttpRequest;
import io.parley.gateway.session.connection.SessionIdentity;

/** Turns a connection whose client was accepted into a WebSocket with a session. */
public interface Upgrade {

    /**
     * Does the handshake and begins the session. To be called on the event loop.
     *
     * @param subprotocol for the answer, or null when the client offered none
     * @param whenEnded runs once, when the connection has ended or could not be upgraded
     */
    void upgrade(
            ChannelHandlerContext context,
            FullHttpRequest request,
            String subprotocol,
            SessionIdentity identity,
            Runnable whenEnded);
}
