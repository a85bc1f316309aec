package io.parley.push.standin;

import io.netty.handler.codec.http.HttpHeaders;

import java.nio.charset.StandardCharsets;

/** A request as it arrived. */
public record Request(String method, String path, HttpHeaders headers, byte[] body) {

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
