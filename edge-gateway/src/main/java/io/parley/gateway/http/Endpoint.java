package io.parley.gateway.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.FullHttpRequest;

/** Answers the requests for one path, on the connection's event loop, without blocking. */
interface Endpoint {

    /** @param request owned by the caller; retain it to use it after this call */
    void handle(ChannelHandlerContext context, FullHttpRequest request);
}
