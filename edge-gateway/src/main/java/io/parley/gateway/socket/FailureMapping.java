package io.parley.gateway.socket;

import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.compression.DecompressionException;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.parley.protocol.CloseReason;

import java.io.IOException;
import java.util.Optional;

import javax.net.ssl.SSLException;

/** Maps a failure in the pipeline to the client's close code; the only place that does so. */
final class FailureMapping {

    /** The inflater's message when its limit was reached, for which it has no exception type. */
    private static final String INFLATED_TOO_FAR = "maximum size";

    private FailureMapping() {}

    /** Returns the close reason, or nothing if the connection is gone anyway. */
    static Optional<CloseReason> closing(Throwable failure) {
        if (failure instanceof IOException) {
            return Optional.empty();
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException) {
                return Optional.empty();
            }
            if (cause instanceof CorruptedWebSocketFrameException corrupted) {
                return Optional.of(closing(corrupted.closeStatus()));
            }
            if (cause instanceof TooLongFrameException) {
                return Optional.of(CloseReason.TOO_LARGE);
            }
            if (cause instanceof DecompressionException) {
                boolean tooFar = String.valueOf(cause.getMessage()).contains(INFLATED_TOO_FAR);
                return Optional.of(tooFar ? CloseReason.TOO_LARGE : CloseReason.NOT_UTF8);
            }
        }
        return Optional.of(failure instanceof CodecException ? CloseReason.PROTOCOL_ERROR : CloseReason.INTERNAL);
    }

    private static CloseReason closing(WebSocketCloseStatus status) {
        if (status.equals(WebSocketCloseStatus.MESSAGE_TOO_BIG)) {
            return CloseReason.TOO_LARGE;
        }
        if (status.equals(WebSocketCloseStatus.INVALID_MESSAGE_TYPE)) {
            return CloseReason.BINARY;
        }
        return status.equals(WebSocketCloseStatus.INVALID_PAYLOAD_DATA)
                ? CloseReason.NOT_UTF8
                : CloseReason.PROTOCOL_ERROR;
    }
}
