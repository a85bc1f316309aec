package io.parley.gateway.socket;

import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionData;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketServerExtension;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketServerExtensionHandshaker;
import io.netty.handler.codec.http.websocketx.extensions.compression.PerMessageDeflateServerExtensionHandshaker;

import java.util.HashMap;
import java.util.Map;

/**
 * Accepts permessage-deflate, always without context takeover on both sides, even if the client didn't request that. A
 * server may demand it in its answer (RFC 7692, 7.1.1). So no compressor or window outlives a message.
 */
final class DeflateWithoutContext implements WebSocketServerExtensionHandshaker {

    private static final String NAME = "permessage-deflate";
    private static final String SERVER_NO_CONTEXT = "server_no_context_takeover";
    private static final String CLIENT_NO_CONTEXT = "client_no_context_takeover";
    private static final int LEVEL = 6;

    private final WebSocketServerExtensionHandshaker deflate;

    /** @param maxMessageBytes the most bytes of an inflated message */
    DeflateWithoutContext(int maxMessageBytes) {
        // The inflater stops somewhat before its buffer is full: this bounds the cost of a bomb, and the frame guard
        // checks the length itself.
        int maxAllocation = Math.multiplyExact(maxMessageBytes, 2);
        this.deflate = new PerMessageDeflateServerExtensionHandshaker(
                LEVEL, false, PerMessageDeflateServerExtensionHandshaker.MAX_WINDOW_SIZE, true, true, maxAllocation);
    }

    @Override
    public WebSocketServerExtension handshakeExtension(WebSocketExtensionData offer) {
        if (!NAME.equals(offer.name())) {
            return null;
        }
        Map<String, String> parameters = new HashMap<>(offer.parameters());
        parameters.put(SERVER_NO_CONTEXT, null);
        parameters.put(CLIENT_NO_CONTEXT, null);
        return deflate.handshakeExtension(new WebSocketExtensionData(NAME, parameters));
    }
}
