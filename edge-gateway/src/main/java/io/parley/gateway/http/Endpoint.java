package io.parley.gateway.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.FullHttpRequest;

/** Answers the requests for one path, on the connection's event loop, without blocking. */
interface Endpoint {

    /** @param request the caller's; to be retained by an endpoint that needs it longer than this call */
    void handle(ChannelHandlerContext context, FullHttpRequest request);
}
