package io.parley.gateway.http;

import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;

import java.util.Optional;

/** Parses a handshake: its subprotocols, and its token, which browsers send among them. */
final class Handshake {

    static final String SUBPROTOCOL = "parley.v1.json";

    private static final String TOKEN_ENTRY = "bearer.";
    private static final String TOKEN_SCHEME = "Bearer ";
    private static final String VERSION = "13";

    private final HttpHeaders headers;
    private boolean offersAny;
    private boolean offersOurs;
    private String tokenEntry;

    Handshake(FullHttpRequest request) {
        this.headers = request.headers();
        for (String header : headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL)) {
            for (String entry : header.split(",", -1)) {
                String protocol = entry.strip();
                offersAny |= !protocol.isEmpty();
                offersOurs |= protocol.equals(SUBPROTOCOL);
                if (protocol.startsWith(TOKEN_ENTRY)) {
                    tokenEntry = protocol.substring(TOKEN_ENTRY.length());
                }
            }
        }
    }

    /** Whether the client speaks our protocol, or leaves the choice to us. */
    boolean isUnderstood() {
        return offersOurs || !offersAny;
    }

    /** The subprotocol for the answer; a client closes the connection if it didn't offer it. */
    String answer() {
        return offersOurs ? SUBPROTOCOL : null;
    }

    /** The token, from the header or, if there is none, from the subprotocols. */
    Optional<String> token() {
        String authorization = headers.get(HttpHeaderNames.AUTHORIZATION);
        if (authorization != null && authorization.regionMatches(true, 0, TOKEN_SCHEME, 0, TOKEN_SCHEME.length())) {
            return Optional.of(authorization.substring(TOKEN_SCHEME.length()).strip());
        }
        return Optional.ofNullable(tokenEntry);
    }

    /** Whether this is a WebSocket handshake, of the one version in use. */
    boolean isUpgrade() {
        return headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
                && headers.containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)
                && headers.contains(HttpHeaderNames.SEC_WEBSOCKET_KEY)
                && VERSION.equals(headers.get(HttpHeaderNames.SEC_WEBSOCKET_VERSION));
    }
}
